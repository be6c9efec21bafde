using System.Text.Json;

namespace Reeve.Plugins.OpenStack.Client.Http;

/// <summary>Chooses the microversion to speak. Source: "Microversion Specification" of the API working group.</summary>
internal static class MicroversionChooser
{
    /// <summary>The newest that both sides know.</summary>
    /// <param name="profile">What this client knows.</param>
    /// <param name="document">What the service answers at its address.</param>
    /// <param name="cloud">The cloud, for messages.</param>
    /// <exception cref="CloudException"><see cref="ErrorReason.Unsupported"/>: there is none.</exception>
    public static Microversion Choose(ServiceProfile profile, JsonElement document, string cloud)
    {
        if (Range(document) is not var (least, most))
        {
            throw new CloudException($"{cloud}: the service {profile.Types[0]} does not say which versions it speaks.") { Reason = ErrorReason.Unsupported, Service = profile.Service };
        }

        var chosen = most < profile.Newest ? most : profile.Newest;
        return chosen >= least && chosen >= profile.Oldest ? chosen
            : throw new CloudException($"{cloud}: the service {profile.Types[0]} speaks {least} to {most}, this client {profile.Oldest} to {profile.Newest}.") { Reason = ErrorReason.Unsupported, Service = profile.Service };
    }

    // One version alone, or the list of all: the one with microversions counts.
    private static (Microversion Least, Microversion Most)? Range(JsonElement document)
    {
        if (document.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (document.TryGetProperty("version", out var version))
        {
            return RangeOf(version);
        }

        return document.TryGetProperty("versions", out var versions) && versions.ValueKind == JsonValueKind.Array
            ? versions.EnumerateArray().Select(RangeOf).FirstOrDefault(range => range is not null)
            : null;
    }

    private static (Microversion Least, Microversion Most)? RangeOf(JsonElement version)
    {
        var least = Microversion.TryParse(Text(version, "min_version"));
        var most = Microversion.TryParse(Text(version, "max_version") ?? Text(version, "version"));
        return least is { } from && most is { } to ? (from, to) : null;
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
