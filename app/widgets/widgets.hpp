// app/widgets/widgets.hpp: all of them, for views.
#pragma once

#include "app/widgets/button.hpp"
#include "app/widgets/card.hpp"
#include "app/widgets/chip.hpp"
#include "app/widgets/flow.hpp"
#include "app/widgets/scroll_area.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/sheet.hpp"
#include "app/widgets/text.hpp"
#include "app/widgets/toast.hpp"
#include "app/widgets/ui.hpp"
