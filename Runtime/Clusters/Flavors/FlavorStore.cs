using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reeve.Runtime.Clusters.State;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Clusters.Flavors;

/// <summary>Flavors on disk: one document each, replaced as a whole and flushed before a call returns.</summary>
/// <param name="directory">Where; made with mode 0700.</param>
/// <param name="moment">Called before a document is written, and after: where a test lets the process die.</param>
internal sealed class FlavorStore(string directory, Action? moment = null)
{
    private const string Extension = ".json";

    /// <summary>Reads all documents.</summary>
    /// <exception cref="InvalidDataException">One cannot be read: what clusters were made from must not be forgotten silently.</exception>
    public IReadOnlyList<FlavorDocument> ReadAll()
    {
        PrivateDirectory.Create(directory);
        return [.. Directory.EnumerateFiles(directory, $"*{Extension}").Order(StringComparer.Ordinal).Select(Read)];
    }

    public void Write(FlavorDocument document)
    {
        moment?.Invoke();
        PrivateDirectory.Create(directory);
        StateFiles.Replace(
            Path.Combine(directory, FileOf(document)), JsonSerializer.SerializeToUtf8Bytes(document, ClusterJson.Default.FlavorDocument), durable: true);
        moment?.Invoke();
    }

    // From the identity alone: names hold dots, and tenants come from outside.
    private static string FileOf(FlavorDocument document) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{document.Tenant}\0{document.Name}")))[..32] + Extension;

    private static FlavorDocument Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ClusterJson.Default.FlavorDocument)
                ?? throw new InvalidDataException($"{path} is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} cannot be read: {e.Message}", e);
        }
    }
}
