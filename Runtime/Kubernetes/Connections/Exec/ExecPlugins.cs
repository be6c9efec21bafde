using System.Text.Json;
using Reeve.Runtime.Kubernetes.Connections.Kubeconfigs;

namespace Reeve.Runtime.Kubernetes.Connections.Exec;

/// <summary>Reads the <c>exec</c> part of a user.</summary>
internal static class ExecPlugins
{
    private const string V1 = "client.authentication.k8s.io/v1";
    private const string V1Beta1 = "client.authentication.k8s.io/v1beta1";

    public static ExecPlugin Read(KubeconfigValue exec, KubeconfigValue cluster, KubernetesConnection connection)
    {
        var version = exec["apiVersion"].Text ?? throw exec["apiVersion"].Wrong("is missing");
        return new()
        {
            Place = $"{exec.File}: {exec.Field}",
            ApiVersion = version is V1 or V1Beta1 ? version : throw exec["apiVersion"].WrongValue($"is neither {V1} nor {V1Beta1}"),
            Command = Command(exec["command"]),
            Arguments = exec["args"].Texts,
            Environment = [.. exec["env"].Items.Select(static item => KeyValuePair.Create(
                item["name"].Text ?? throw item["name"].Wrong("is missing"), item["value"].Text ?? ""))],
            InstallHint = exec["installHint"].Text,
            Interaction = Interaction(exec["interactiveMode"], version),
            Cluster = exec["provideClusterInfo"].Flag ? ExecClusterInfo.Create(cluster, connection) : null,
        };
    }

    // A name alone is looked up on the search path; a relative path begins at the file.
    private static string Command(KubeconfigValue command)
    {
        var text = command.Text ?? throw command.Wrong("is missing");
        return text.Contains('/') ? command.AbsolutePath! : text;
    }

    private static ExecInteraction Interaction(KubeconfigValue mode, string version) => mode.Text switch
    {
        null when version == V1Beta1 => ExecInteraction.IfAvailable,
        null => throw mode.Wrong($"is missing, which {V1} wants: Never, IfAvailable or Always"),
        "Never" => ExecInteraction.Never,
        "IfAvailable" => ExecInteraction.IfAvailable,
        "Always" => ExecInteraction.Always,
        _ => throw mode.WrongValue("is not one of Never, IfAvailable, Always"),
    };
}
