using System.Text.Json;

namespace Reeve.Plugins.Systemd.Networks;

/// <summary>
/// The files of pods' networks: for each a namespace and a record, by the pod's token. They are in memory, as the namespaces are: nothing
/// of them outlives the machine's boot.
/// </summary>
/// <param name="directory">Where they are.</param>
internal sealed class PodNetworkStore(string directory)
{
    private const string Record = ".json";

    /// <summary>Where the given addresses are kept.</summary>
    public string Allocations => Path.Combine(directory, "addresses");

    public IReadOnlyList<string> Tokens => Directory.Exists(directory)
        ? [.. Directory.EnumerateFiles(directory, "*" + Record).Select(file => Path.GetFileNameWithoutExtension(file))]
        : [];

    public NetworkNamespace NamespaceOf(string token) => new(Path.Combine(directory, token));

    /// <summary>Null if there is none.</summary>
    public PodNetworkRecord? Read(string token)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(RecordOf(token)), SystemdJson.Default.PodNetworkRecord);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Write(string token, PodNetworkRecord record)
    {
        Directory.CreateDirectory(directory);
        var temporary = Path.Combine(directory, token + ".new");
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(record, SystemdJson.Default.PodNetworkRecord));
        File.Move(temporary, RecordOf(token), overwrite: true);
    }

    /// <summary>The record last, so that what is interrupted is found and done again.</summary>
    public void Delete(string token)
    {
        NamespaceOf(token).Delete();
        File.Delete(RecordOf(token));
    }

    private string RecordOf(string token) => Path.Combine(directory, token + Record);
}
