using System.Text;
using Reeve.Runtime.Manifests;
using Reeve.Runtime.Manifests.Documents;

namespace Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;

/// <summary>One kubeconfig file, as it was read.</summary>
internal sealed class KubeconfigFile
{
    private KubeconfigFile(KubeconfigValue root)
    {
        CurrentContext = root["current-context"];
        Clusters = Named(root["clusters"], "cluster");
        Contexts = Named(root["contexts"], "context");
        Users = Named(root["users"], "user");
    }

    public KubeconfigValue CurrentContext { get; }

    public IReadOnlyDictionary<string, KubeconfigValue> Clusters { get; }

    public IReadOnlyDictionary<string, KubeconfigValue> Contexts { get; }

    public IReadOnlyDictionary<string, KubeconfigValue> Users { get; }

    /// <exception cref="KubernetesConfigurationException">The file cannot be read, or is no kubeconfig.</exception>
    public static KubeconfigFile Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new KubernetesConfigurationException($"{path} cannot be read: {e.Message}", e);
        }

        return Of(path, text);
    }

    /// <summary>Reads a text.</summary>
    /// <param name="path">Where it is from: relative paths in it start there.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="KubernetesConfigurationException">It is no kubeconfig.</exception>
    public static KubeconfigFile Of(string path, string text) => new(new(Path.GetFullPath(path), "", Parse(path, text)));

    private static ManifestNode? Parse(string path, string text)
    {
        var document = DocumentReader.Read(text, isJson: false, new ManifestReaderOptions()).FirstOrDefault();
        if (document.Error is { } error)
        {
            throw new KubernetesConfigurationException($"{path}:{error.Position.Line}:{error.Position.Column}: {error.Message}.", error);
        }

        return document.Root is null or { Kind: NodeKind.Object or NodeKind.Null }
            ? document.Root
            : throw new KubernetesConfigurationException($"{path} is no kubeconfig: it must be a mapping.");
    }

    private static Dictionary<string, KubeconfigValue> Named(KubeconfigValue list, string key)
    {
        var named = new Dictionary<string, KubeconfigValue>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            var name = item["name"].Text ?? throw item["name"].Wrong("is missing");
            if (!named.TryAdd(name, item[key]))
            {
                throw item["name"].WrongValue("is there twice");
            }
        }

        return named;
    }
}
