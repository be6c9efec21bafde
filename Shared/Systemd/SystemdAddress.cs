namespace Reeve.Systemd;

/// <summary>Which service manager. Immutable.</summary>
public sealed record SystemdAddress
{
    private SystemdAddress(string text) => Text = text;

    /// <summary>The system's manager, on the system bus.</summary>
    public static SystemdAddress System { get; } = new("system");

    /// <summary>The manager of the user who asks, on that user's bus.</summary>
    public static SystemdAddress User { get; } = new("user");

    /// <summary><c>system</c>, <c>user</c>, or a D-Bus address.</summary>
    public string Text { get; }

    /// <summary>Reads <c>system</c>, <c>user</c>, or a D-Bus address such as <c>unix:path=/run/dbus/system_bus_socket</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>.</exception>
    public static SystemdAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text switch
        {
            "system" => System,
            "user" => User,
            _ when text.Contains(':', StringComparison.Ordinal) => new SystemdAddress(text),
            _ => throw new ProviderException(ErrorReason.Invalid, $"\"{text}\" is neither system, user, nor the address of a bus."),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
