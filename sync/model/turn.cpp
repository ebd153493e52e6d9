#include "sync/model/turn.hpp"

namespace earshot::sync {

bool continues(const Turn& last, const Turn& next) {
    return next.number > last.number || (next.number == last.number && next.mark == last.mark);
}

}  // namespace earshot::sync
