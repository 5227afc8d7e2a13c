package dev.evenkeel.runtime.driver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.evenkeel.runtime.secret.InitializationException;

/// A user of a private registry. Says nothing of the password when printed.
record RegistryLogin(String username, String password) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// Reads `{"username": …, "password": …}`, the form that ECS wants of such a secret.
    ///
    /// @throws InitializationException where it has another form; what it holds is not told
    static RegistryLogin of(String json) {
        try {
            var login = JSON.readTree(json);
            var username = login.path("username");
            var password = login.path("password");
            if (username.isTextual() && password.isTextual()) {
                return new RegistryLogin(username.textValue(), password.textValue());
            }
        } catch (JsonProcessingException _) {
            // Its message would quote the secret.
        }
        throw new InitializationException("unable to pull secrets or registry auth: the credentials of a registry must "
                + "be a JSON object with the texts username and password");
    }

    @Override
    public String toString() {
        return "login of " + username;
    }
}
