using Reeve.Distributions.Text;

namespace Reeve.Distributions.Kubeadm;

/// <summary>Writes the file that <c>kubeadm join --config</c> reads. Pure.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/config-api/kubeadm-config.v1beta4/ and the pages of v1beta3 and v1beta2.</remarks>
public static class KubeadmJoinFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="join">What it shall say.</param>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Unsupported"/>: the version is too old.</exception>
    public static string Write(KubeadmJoin join)
    {
        ArgumentNullException.ThrowIfNull(join);
        var shape = KubeadmApiVersions.For(join.Version);
        var arguments = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["kubelet"] = join.KubeletArguments };
        var document = new Mapping
        {
            ["apiVersion"] = KubeadmApiVersions.Name(shape),
            ["kind"] = "JoinConfiguration",
            ["discovery"] = new Mapping
            {
                ["bootstrapToken"] = new Mapping
                {
                    ["apiServerEndpoint"] = join.Endpoint, ["token"] = join.Token, ["caCertHashes"] = new List<object> { join.AuthorityHash },
                },
            },
            ["nodeRegistration"] = new Mapping { ["name"] = join.NodeName, ["criSocket"] = join.CriSocket }
                .With("kubeletExtraArgs", KubeadmFile.Arguments(arguments, "kubelet", shape)),
        };
        if (join.ControlPlane)
        {
            document["controlPlane"] = new Mapping { ["localAPIEndpoint"] = new Mapping { ["advertiseAddress"] = join.AdvertiseAddress, ["bindPort"] = 6443 } };
        }

        return YamlDocuments.Write([document]);
    }
}
