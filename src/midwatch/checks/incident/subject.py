class IncidentSubject:
    def __init__(self, **k):
        pass
