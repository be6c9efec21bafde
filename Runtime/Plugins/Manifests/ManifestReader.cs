using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Reeve.Runtime.Validation;

namespace Reeve.Runtime.Plugins.Manifests;

/// <summary>Reads <c>plugin.json</c>, trusting nothing in it.</summary>
internal static partial class ManifestReader
{
    public const int MaxBytes = 256 * 1024;
    public const int MaxProviders = 64;

    private static readonly JsonDocumentOptions JsonOptions = new()
    {
        MaxDepth = 64,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    };

    public static ManifestReading ReadFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var content = new byte[MaxBytes + 1];
            var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return length > MaxBytes
                ? Fault("", $"Too long: may not be more than {MaxBytes / 1024} KiB")
                : Read(content.AsMemory(0, length));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fault("", $"cannot be read: {exception.Message}");
        }
    }

    public static ManifestReading Read(ReadOnlyMemory<byte> utf8Json)
    {
        if (utf8Json.Span.StartsWith(Encoding.UTF8.Preamble))
        {
            utf8Json = utf8Json[Encoding.UTF8.Preamble.Length..];
        }

        try
        {
            using var document = JsonDocument.Parse(utf8Json, JsonOptions);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement)
                : Fault("", "must be a JSON object");
        }
        catch (JsonException exception)
        {
            // Both count from zero; people count from one.
            return Fault("", $"line {exception.LineNumber + 1}, column {exception.BytePositionInLine + 1}: {Shorten(exception.Message)}");
        }
    }

    private static ManifestReading Read(JsonElement root)
    {
        var fields = new ManifestFields(root, "");
        var id = fields.RequiredText("id");
        var version = fields.RequiredText("version");
        var assembly = fields.RequiredText("assembly");
        var contract = fields.RequiredText("contract");
        var manifest = new PluginManifest
        {
            Id = id,
            Version = PluginVersion.TryParse(version) ?? PluginVersion.Zero,
            Assembly = assembly,
            Contract = ContractRange.TryParse(contract) ?? new ContractRange(0, 0, null),
            Description = fields.Text("description"),
            Authors = fields.Texts("authors"),
            License = fields.Text("license"),
            Homepage = fields.Text("homepage"),
            Provides = ReadProviders(fields),
        };
        fields.Check("id", id, IsId(id), "must be lower-case letters, digits, dots and dashes, at most 128");
        fields.Check("version", version, PluginVersion.TryParse(version) is not null, "must be a semantic version such as 1.2.3");
        fields.Check("contract", contract, ContractRange.TryParse(contract) is not null, "must be a version such as 0.1, or a range such as 0.1-0.3");
        var problem = ConfinedPath.Problem(assembly) ?? (assembly.EndsWith(".dll", StringComparison.Ordinal) ? null : "must end with .dll");
        fields.Check("assembly", assembly, problem is null, problem ?? "");
        fields.IgnoreKnown("$schema");
        fields.WarnOfUnknown();
        return new ManifestReading
        {
            Manifest = fields.Errors.Count == 0 ? manifest with { Warnings = [.. fields.Warnings] } : null,
            Errors = [.. fields.Errors],
            Id = IsId(id) ? id : null,
            Version = PluginVersion.TryParse(version)?.Text,
        };
    }

    private static List<ProviderInfo> ReadProviders(ManifestFields fields)
    {
        var items = fields.RequiredArray("provides");
        fields.Check("provides", "", items.Count is > 0 and <= MaxProviders, $"must name 1 to {MaxProviders} providers");
        List<ProviderInfo> providers = [];
        foreach (var (item, path) in items.Take(MaxProviders))
        {
            var provider = new ManifestFields(item, path, fields);
            var kindText = provider.RequiredText("kind");
            var kind = Enum.GetValues<ProviderKind>().FirstOrDefault(kind => ProviderInfo.KindText(kind) == kindText);
            provider.Check("kind", kindText, kind != ProviderKind.Unknown, "must be workload, driver, cluster or proxy");
            var name = provider.RequiredText("name");
            provider.Check("name", name, IsProviderName(name), "must be lower-case letters, digits and dashes, at most 63");
            var isNew = providers.All(other => other.Kind != kind || other.Name != name);
            provider.Check("name", name, isNew, "is a duplicate");
            providers.Add(new ProviderInfo
            {
                Kind = kind, Name = name, Description = provider.Text("description"), Options = provider.Schema("options"),
            });
            provider.WarnOfUnknown();
        }

        return providers;
    }

    public static bool IsId(string id) => id.Length is > 0 and <= 128 && IdGrammar().IsMatch(id);

    public static bool IsProviderName(string name) => DnsName.IsLabel(name);

    private static ManifestReading Fault(string field, string message) =>
        new() { Errors = [new FieldError { Field = field.Length == 0 ? PluginManifest.FileName : field, Message = message }] };

    // The parser's own position, which counts from zero, would only confuse beside ours.
    private static string Shorten(string message) => message.Split(" LineNumber:")[0].Split(" Path:")[0];

    [GeneratedRegex(@"^[a-z0-9](?:[-a-z0-9]|\.(?=[a-z0-9]))*(?<=[a-z0-9])\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdGrammar();
}
