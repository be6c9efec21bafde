using System.Text;
using System.Text.RegularExpressions;
using Reeve.Clusters;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Operations.Secrets;

/// <summary>Secrets as files of mode 0600, a directory for each cluster.</summary>
internal sealed partial class SecretStore(string root) : ISecretStore
{
    public string? Find(ClusterId cluster, string name)
    {
        var path = PathOf(cluster, name);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    public void Set(ClusterId cluster, string name, string value)
    {
        var path = PathOf(cluster, name);
        PrivateDirectory.Create(root);
        PrivateDirectory.Create(Path.GetDirectoryName(path)!);
        StateFiles.Replace(path, Encoding.UTF8.GetBytes(value), durable: true);
    }

    public void DeleteAll(ClusterId cluster) => StateFiles.DeleteDirectory(DirectoryOf(cluster));

    public IReadOnlyList<string> GetAll(ClusterId cluster)
    {
        var directory = DirectoryOf(cluster);
        return Directory.Exists(directory)
            ? [.. Directory.EnumerateFiles(directory).Where(file => !file.EndsWith(StateFiles.Unfinished, StringComparison.Ordinal)).Select(File.ReadAllText)]
            : [];
    }

    private string DirectoryOf(ClusterId cluster) => Path.Combine(root, ClusterToken.Of(cluster));

    private string PathOf(ClusterId cluster, string name) => SafeName().IsMatch(name)
        ? Path.Combine(DirectoryOf(cluster), name)
        : throw new ProviderException(ErrorReason.Invalid, $"\"{name}\" is no name of a secret: lower-case letters, digits, dots and dashes are.");

    [GeneratedRegex("^[a-z0-9]([a-z0-9.-]{0,126}[a-z0-9])?$")]
    private static partial Regex SafeName();
}
