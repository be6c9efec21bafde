using System.Globalization;

namespace Reeve.Host.Control;

/// <summary>Values in URLs of the control API.</summary>
internal static class ControlQuery
{
    /// <summary>A whole number of seconds, at most about 68 years.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: it is none.</exception>
    public static TimeSpan Seconds(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(seconds)
            : throw new ProviderException(ErrorReason.Invalid, $"\"{text}\" is not a number of seconds.");
}
