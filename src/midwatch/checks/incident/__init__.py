def check_incident(subject):
    return ()
