"""Who is woken: can each alert fire, in time, and once for one cause?"""
