using System.Globalization;

namespace Reeve.Runtime.KubeletApi.PortForwarding;

/// <summary>Ports as clients write them.</summary>
internal static class PortNumbers
{
    /// <summary>Reads a port.</summary>
    /// <returns>Null if it is none.</returns>
    public static int? Parse(string? text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port : null;
}
