namespace Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;

/// <summary>Several kubeconfig files as one: of what is in more than one, the first counts.</summary>
internal sealed class KubeconfigSet(IReadOnlyList<KubeconfigFile> files, string description)
{
    /// <summary>The context, its cluster and its user.</summary>
    /// <exception cref="KubernetesConfigurationException">One of them is not named, or not there.</exception>
    public (string Name, KubeconfigValue Context, KubeconfigValue Cluster, KubeconfigValue? User) Choose(string? context)
    {
        var current = files.Select(static file => file.CurrentContext).FirstOrDefault(static value => value.Text is not null);
        var name = context ?? current?.Text ?? OnlyContext();
        var chosen = Find(static file => file.Contexts, name)
            ?? throw new KubernetesConfigurationException($"{description}: there is no context \"{name}\"{Known(static file => file.Contexts)}.");
        var cluster = chosen["cluster"].Text ?? throw chosen["cluster"].Wrong("is missing");
        var user = chosen["user"].Text;
        return (
            name,
            chosen,
            Find(static file => file.Clusters, cluster) ?? throw Missing(chosen["cluster"], static file => file.Clusters),
            user is null ? null : Find(static file => file.Users, user) ?? throw Missing(chosen["user"], static file => file.Users));
    }

    private string OnlyContext()
    {
        var names = files.SelectMany(static file => file.Contexts.Keys).Distinct().ToList();
        return names is [var only] ? only : throw new KubernetesConfigurationException(
            $"{description}: there is no current-context, and none is asked for{Known(static file => file.Contexts)}.");
    }

    private KubeconfigValue? Find(Func<KubeconfigFile, IReadOnlyDictionary<string, KubeconfigValue>> kind, string name) =>
        files.Select(file => kind(file).GetValueOrDefault(name)).FirstOrDefault(static value => value is not null);

    private KubernetesConfigurationException Missing(KubeconfigValue reference, Func<KubeconfigFile, IReadOnlyDictionary<string, KubeconfigValue>> kind) =>
        reference.WrongValue("is not there" + Known(kind));

    private string Known(Func<KubeconfigFile, IReadOnlyDictionary<string, KubeconfigValue>> kind)
    {
        var names = files.SelectMany(file => kind(file).Keys).Distinct().ToList();
        return names.Count == 0 ? "" : $" (there are: {string.Join(", ", names)})";
    }
}
