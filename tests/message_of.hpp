// What an error says.
#pragma once

#include <string>

namespace crossbreak::tests {

/// The message of the Error that the function throws; "nothing thrown" where it returns.
template <class Error, class Function>
std::string message_of(Function function) {
  try {
    function();
  } catch (const Error& error) {
    return error.what();
  }
  return "nothing thrown";
}

}  // namespace crossbreak::tests
