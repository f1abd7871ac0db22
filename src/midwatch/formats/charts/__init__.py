"""Pictures: one frozen `Chart` becomes SVG, and PNG."""
