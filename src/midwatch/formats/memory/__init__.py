"""Files of the knowledge repository that are neither SLOs nor conventions."""
