using System.Runtime.InteropServices;

namespace Reeve.Systemd.Bus;

/// <summary>What the bus' errors mean.</summary>
internal static class BusErrors
{
    private const string Standard = "org.freedesktop.DBus.Error.";
    private const string Systemd = "org.freedesktop.systemd1.";

    public static ProviderException Lost { get; } = new(ErrorReason.Transient, "The connection to systemd was lost.");

    public static unsafe ProviderException Of(SdBus.ErrorText* error)
    {
        var name = error is null ? "" : Marshal.PtrToStringUTF8((nint)error->Name) ?? "";
        var message = error is null ? "" : Marshal.PtrToStringUTF8((nint)error->Message) ?? "";
        return new ProviderException(ReasonOf(name), $"systemd: {message} ({name})");
    }

    public static ErrorReason ReasonOf(string name) => name switch
    {
        Systemd + "NoSuchUnit" or Systemd + "NoSuchProcess" or "org.freedesktop.DBus.Error.UnixProcessIdUnknown" => ErrorReason.NotFound,
        Standard + "FileNotFound" or "System.Error.ENOENT" => ErrorReason.NotFound,
        Systemd + "UnitExists" => ErrorReason.Conflict,
        Systemd + "BadUnitSetting" or Standard + "InvalidArgs" or Standard + "PropertyReadOnly" or Standard + "UnknownProperty"
            or Standard + "InvalidSignature" or "System.Error.ENXIO" => ErrorReason.Invalid,
        Standard + "AccessDenied" or Standard + "AuthFailed" or Standard + "InteractiveAuthorizationRequired" => ErrorReason.Denied,
        Standard + "LimitsExceeded" or Standard + "NoMemory" or "System.Error.E2BIG" => ErrorReason.Exhausted,
        _ => ErrorReason.Transient,
    };
}
