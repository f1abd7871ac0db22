"""Prometheus and Alertmanager as processes of ours, on loopback: they end when we do."""
