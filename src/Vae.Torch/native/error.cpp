#include "error.h"

#include <c10/util/Exception.h>

#include <exception>
#include <string>

namespace {
thread_local std::string last_error;

void store(const char* message) noexcept {
    try {
        last_error = message;
    } catch (...) {
        // Without memory for the message the call must still return: the previous message is kept.
    }
}
}  // namespace

namespace vae {
void store_current_exception() noexcept {
    try {
        throw;
    } catch (const c10::Error& error) {
        // what() would carry a native stack trace of several kilobytes.
        store(error.what_without_backtrace());
    } catch (const std::exception& error) {
        store(error.what());
    } catch (...) {
        store("an exception of an unknown type was thrown in native code");
    }
}
}  // namespace vae

VAE_EXPORT const char* vae_last_error() { return last_error.c_str(); }
