using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using Reeve.Runtime.Plugins.Schemas;

namespace Reeve.Host.Configuration.Proxies;

/// <summary>Schemas of entries in lists and mappings of the configuration; the program carries them.</summary>
internal static class EntrySchemas
{
    private static readonly ConcurrentDictionary<string, OptionsSchema> Known = new(StringComparer.Ordinal);

    /// <summary>The schema of an entry.</summary>
    /// <param name="name">Its file's name, without ending.</param>
    public static OptionsSchema Find(string name) => Known.GetOrAdd(name, Read);

    private static OptionsSchema Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"configuration/{name}.json")
            ?? throw new InvalidOperationException($"The program lacks the schema {name}.");
        using var document = JsonDocument.Parse(stream);
        List<FieldError> errors = [];
        var schema = OptionsSchema.Read(document.RootElement.Clone(), name, errors);
        return errors.Count == 0 ? schema : throw new InvalidOperationException(string.Join("; ", errors));
    }
}
