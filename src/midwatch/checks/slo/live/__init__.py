"""What a source shows: does the telemetry hold what the file takes for granted?"""
