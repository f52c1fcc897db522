package chat.maru.app;

/**
 * A setting that cannot be used. The message names the setting, the rule and the remedy, and is shown to the operator.
 */
public final class SettingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SettingException(String message) {
        super(message);
    }
}
