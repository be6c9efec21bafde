namespace Reeve.Host.Commands.Nodes;

/// <summary>The way to start that users of the Stackable agent know: its flags, its defaults, its taints and label.</summary>
internal static class StackableStart
{
    /// <summary>The flag that asks for all of it.</summary>
    public const string Flag = "--stackable";

    /// <summary>The flag that leaves <c>CONFIG_FILE</c> unread.</summary>
    public const string NoConfig = "--no-config";

    private const string Arch = "kubernetes.io/arch=stackable-linux";
    private const string Directory = "/etc/stackable/stackable-agent/";

    /// <summary>Its flags that are nobody else's; the others are aliases of <see cref="NodeFlags"/>.</summary>
    public static IReadOnlyList<NodeFlag> Flags() =>
    [
        new NodeFlag { Option = NodeFlag.Switch(Flag, "Start as the Stackable agent did: its defaults, its taints and its label."), Read = static _ => [] },
        new NodeFlag { Option = NodeFlag.Switch(NoConfig, "Leave the file of flags that $CONFIG_FILE names unread."), Read = static _ => [] },
        NodeFlag.Of("stateDirectory", NodeFlag.Text("--data-directory", "DIR", "The same as --state-dir.")),
        NodeFlag.Of("images.stackable.packageDirectory", NodeFlag.Text("--package-directory", "DIR", "Where packages of Stackable repositories are unpacked; by default /opt/stackable/packages.")),
        NodeFlag.Of("images.stackable.configDirectory", NodeFlag.Text("--config-directory", "DIR", "Where their ConfigMaps are rendered; by default /etc/stackable/serviceconfig.")),
        NodeFlag.Of("images.stackable.logDirectory", NodeFlag.Text("--log-directory", "DIR", "Where they write log files; by default /var/log/stackable/servicelogs.")),
        new NodeFlag
        {
            Option = NodeFlag.Switch("--session", "Run pods as units of the user's own systemd."),
            Read = static value => [("providers.systemd.manager", value == "true" ? "user" : "system")],
        },
    ];

    /// <summary>
    /// What holds where nothing else is said. A command line with one of its directories is meant for its packages; all of its defaults come
    /// with <see cref="Flag"/>.
    /// </summary>
    /// <param name="isAsked">Whether <see cref="Flag"/> is given.</param>
    /// <param name="given">What the command line gives.</param>
    /// <param name="fileExists">Whether a file is there.</param>
    public static IEnumerable<(string Key, string Value)> Defaults(bool isAsked, IReadOnlyList<(string Key, string Value)> given, Func<string, bool> fileExists)
    {
        if (!isAsked && given.All(static setting => !setting.Key.StartsWith("images.stackable.", StringComparison.Ordinal)))
        {
            yield break;
        }

        yield return ("provider", "systemd");
        yield return ("images.resolvers", "stackable");
        if (!isAsked)
        {
            yield break;
        }

        yield return ("stateDirectory", "/var/lib/stackable/agent");
        yield return ("node.port", "3000");
        yield return ("node.taints", $"{Arch}:NoSchedule");
        yield return ("node.taints", $"{Arch}:NoExecute");
        if (fileExists(Directory + "bootstrap-kubelet.conf"))
        {
            yield return ("node.bootstrapKubeconfig", Directory + "bootstrap-kubelet.conf");
        }

        // Its default files count where they are; otherwise the cluster signs a certificate.
        string[] keys = ["node.certFile", "node.keyFile"];
        string[] files = [Directory + "secret/agent.crt", Directory + "secret/agent.key"];
        if (given.All(setting => !keys.Contains(setting.Key)) && files.All(fileExists))
        {
            yield return (keys[0], files[0]);
            yield return (keys[1], files[1]);
        }
    }

    /// <summary>What is added to what is given.</summary>
    /// <param name="isAsked">Whether <see cref="Flag"/> is given.</param>
    public static IEnumerable<(string Key, string Value)> Additions(bool isAsked) => isAsked ? [("node.labels", Arch)] : [];
}
