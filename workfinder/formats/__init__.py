"""How dates are written where Django writes them: on the desk, whose columns are narrow."""
