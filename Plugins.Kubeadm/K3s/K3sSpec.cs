namespace Reeve.Plugins.Kubeadm.K3s;

/// <summary>The provider's own part of a k3s cluster's specification; the schema is in <c>plugin.json</c>.</summary>
public sealed record K3sSpec
{
    /// <summary>The node's name.</summary>
    /// <value>Empty: the machine's host name.</value>
    public string NodeName { get; set; } = "";

    /// <summary>Where the program comes from.</summary>
    public K3sSource Source { get; set; } = new();

    /// <summary>Where the program is put.</summary>
    public string Program { get; set; } = K3sPaths.DefaultProgram;

    /// <summary>Names beside the program that lead to it, where the machine has no program of that name.</summary>
    public List<string> Links { get; set; } = ["kubectl", "crictl", "ctr"];

    /// <summary>Where k3s keeps its data.</summary>
    public string DataDirectory { get; set; } = K3sPaths.DefaultData;

    /// <summary>Parts of k3s that are not installed: <c>traefik</c>, <c>servicelb</c>, <c>local-storage</c>, <c>metrics-server</c>, <c>coredns</c>.</summary>
    public List<string> Disable { get; set; } = [];

    /// <summary>Name of the secret that nodes join with.</summary>
    /// <value>Empty: k3s makes one.</value>
    public string TokenSecret { get; set; } = "";

    /// <summary>Settings of <c>config.yaml</c> by name, as text, beside the provider's own and the specification's extra arguments.</summary>
    public Dictionary<string, string> Settings { get; set; } = [];

    /// <summary>Arguments of parts by name without dashes: <c>apiServer</c>, <c>controllerManager</c>, <c>scheduler</c>, <c>kubelet</c>, <c>kubeProxy</c>, <c>etcd</c>.</summary>
    public Dictionary<string, Dictionary<string, string>> ExtraArguments { get; set; } = [];

    /// <summary>Environment of k3s, e.g. <c>HTTPS_PROXY</c>; the file is for root alone.</summary>
    public Dictionary<string, string> Environment { get; set; } = [];

    /// <summary>Whether modules and kernel parameters are set, and taken back with the cluster.</summary>
    public bool PrepareKernel { get; set; } = true;

    /// <summary>A directory with manifests of network and storage plugins as <c>NAME-VERSION.yaml</c>, for machines without a way out.</summary>
    public string AddonDirectory { get; set; } = "";
}
