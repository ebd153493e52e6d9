// app/cli/media_run.hpp: the media courier, until nothing is left to send or fetch, or something stands in the way.
#pragma once

#include "app/cli/shell.hpp"
#include "sync/replica/media_courier.hpp"

namespace earshot::app {

Result<sync::MediaStatus> run_media(Shell& shell, sync::DeviceStore& store, const Network& network);

}  // namespace earshot::app
