"""Dashboards for Grafana, as the JSON that it imports and provisions: schema 41, of Grafana 11.6."""
