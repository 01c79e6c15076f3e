"""python -m tools.quality。"""

import sys

from tools.quality.run import main

if __name__ == "__main__":
    sys.exit(main())
