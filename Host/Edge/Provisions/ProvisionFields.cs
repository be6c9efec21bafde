using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Reeve.Host.Edge.Wire;

namespace Reeve.Host.Edge.Provisions;

/// <summary>Fields of a provision whose text says more than a name. What cannot be honoured is refused by its field: nothing is taken without effect.</summary>
internal static partial class ProvisionFields
{
    private static readonly char[] s_between = [',', ' '];

    /// <summary>What is wrong with them: field and why.</summary>
    public static IEnumerable<(string Field, string Problem)> Problems(Provision provision)
    {
        if (Addresses(provision) is null)
        {
            yield return ("fixedip", "takes IP addresses separated by commas: those of the masters first");
        }

        if (DiskGiB(provision) is null)
        {
            yield return ("storage", "takes the size of each machine's disk in GiB, such as 40");
        }

        if (Metadata(provision) is null)
        {
            yield return ("metadata", "takes NAME=VALUE separated by commas, or a JSON object of texts");
        }

        if (provision.Region.Length > 0)
        {
            yield return ("region", "cannot be chosen: it is that of the cloud that the agent is configured with, or that of the tenant");
        }
    }

    /// <summary>Fixed addresses; null if they are none.</summary>
    public static IReadOnlyList<string>? Addresses(Provision provision)
    {
        var texts = provision.Fixedip.Split(s_between, StringSplitOptions.RemoveEmptyEntries);
        return texts.All(static text => IPAddress.TryParse(text, out _)) ? texts : null;
    }

    /// <summary>The size of disks; 0 for that of the flavor, null if it is none.</summary>
    public static int? DiskGiB(Provision provision) => provision.Storage.Length == 0 ? 0
        : Size().Match(provision.Storage) is { Success: true } size && int.TryParse(size.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;

    /// <summary>Metadata by name; null if it is none.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>>? Metadata(Provision provision)
    {
        var text = provision.Metadata.Trim();
        if (text.StartsWith('{'))
        {
            return OfJson(text);
        }

        var pairs = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(static pair => pair.Split('=', 2)).ToList();
        return pairs.All(static pair => pair is [{ Length: > 0 }, _]) ? [.. pairs.Select(static pair => KeyValuePair.Create(pair[0].Trim(), pair[1].Trim()))] : null;
    }

    private static List<KeyValuePair<string, string>>? OfJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var members = document.RootElement.EnumerateObject().ToList();
            return members.All(static member => member.Value.ValueKind is JsonValueKind.String) ? [.. members.Select(static member => KeyValuePair.Create(member.Name, member.Value.GetString()!))] : null;
        }
        catch (JsonException)
        {
            return null; // it only begins like JSON
        }
    }

    [GeneratedRegex(@"^([0-9]{1,6})( ?(Gi?B?|g))?\z")]
    private static partial Regex Size();
}
