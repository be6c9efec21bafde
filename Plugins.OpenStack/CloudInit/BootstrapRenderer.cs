using System.Text;
using System.Text.Json;
using Reeve.Distributions.Kubeadm;
using Reeve.Distributions.Machine;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Templates;

namespace Reeve.Plugins.OpenStack.CloudInit;

/// <summary>Writes what cloud-init does on a machine. Pure; the text has no secrets, which stand in the server's metadata until it has joined.</summary>
internal static class BootstrapRenderer
{
    private const string Program = "/usr/local/sbin/reeve-bootstrap";
    private const string Forgetting = "/var/lib/cloud/scripts/per-boot/reeve-forget";
    private const string Token = "@TOKEN@"; // put in place by the machine itself
    private const string Indent = "    ";

    private static readonly HandlebarsTemplateEngine s_engine = new();

    /// <summary>Writes the user data.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the site's template cannot be rendered.</exception>
    public static string Render(BootstrapValues values)
    {
        var own = values.IsMaster ? values.Spec.MasterTemplate : values.Spec.WorkerTemplate;
        var field = values.IsMaster ? "spec.provider.cloudInit.masterTemplate" : "spec.provider.cloudInit.workerTemplate";
        var script = Render("bootstrap", Resource("bootstrap"), Values(values), field);
        var all = new Dictionary<string, object?>(Values(values))
        {
            ["files"] = Files(values, script).ToList(),
            ["commands"] = values.Spec.Commands.Select(command => JsonSerializer.Serialize(command, SpecJson.Default.String)).ToList(),
        };
        return Render(field, own.Length > 0 ? own : Resource("cloud-config"), all, field);
    }

    private static Dictionary<string, object?> Values(BootstrapValues values) => new()
    {
        ["cluster"] = values.Cluster,
        ["machine"] = values.Machine,
        ["role"] = values.IsMaster ? "master" : "worker",
        ["version"] = values.Version.ToString(),
        ["isMaster"] = values.IsMaster,
        ["isFirst"] = values.IsFirst,
        ["address"] = values.Address,
        ["endpoint"] = values.Endpoint,
        ["loginUser"] = values.Spec.LoginUser,
        ["packages"] = values.Spec.Programs == CloudInitSpec.Packages,
        ["modules"] = KernelFiles.Modules,
        ["forget"] = Forgetting,
        ["parametersPath"] = KernelFiles.ParametersPath,
        ["keyDirectory"] = Path.GetDirectoryName(AptRepository.KeyPath),
        ["keyPath"] = AptRepository.KeyPath,
        ["keyUrl"] = AptRepository.LocateKey(values.Version).AbsoluteUri,
        ["sourcesPath"] = AptRepository.Path,
        ["sources"] = AptRepository.Write(values.Version),
        ["podSubnet"] = values.PodSubnets.Count > 0 ? values.PodSubnets[0] : "",
        ["networkUrl"] = values.NetworkUrl,
        ["networkSha256"] = values.NetworkSha256,
    };

    private static IEnumerable<Dictionary<string, object?>> Files(BootstrapValues values, string script)
    {
        yield return File(KernelFiles.ModulesPath, "0644", KernelFiles.WriteModules());
        yield return File(KernelFiles.ParametersPath, "0644", KernelFiles.WriteParameters(KernelFiles.Parameters(values.PodSubnets.Count > 1)));
        yield return File("/etc/reeve/kubeadm.yaml", "0600", values.IsFirst ? Initial(values) : Joining(values));
        yield return File(Forgetting, "0755", Resource("forget"));
        yield return File(Program, "0755", script);
        if (values.IsMaster)
        {
            yield return File("/etc/reeve/pki/ca.crt", "0644", "${pki.authority}", "b64");
            yield return File("/etc/reeve/pki/etcd-ca.crt", "0644", "${pki.etcd}", "b64");
            yield return File("/etc/reeve/pki/front-proxy-ca.crt", "0644", "${pki.frontProxy}", "b64");
            yield return File("/etc/reeve/pki/sa.pub", "0644", "${pki.serviceAccounts}", "b64");
        }
    }

    private static string Initial(BootstrapValues values) => KubeadmFile.Write(new KubeadmConfiguration
    {
        Version = values.Version,
        ClusterName = values.Cluster,
        NodeName = values.Machine,
        AdvertiseAddress = values.Address,
        ControlPlaneEndpoint = values.Endpoint,
        PodSubnets = values.PodSubnets,
        ServiceSubnets = values.ServiceSubnets,
        DnsDomain = values.DnsDomain,
        CertificateNames = values.CertificateNames,
        Schedulable = false,
        BootstrapToken = Token,
        BootstrapTokenLifetime = Pki.JoinToken.Lifetime,
        ExtraArguments = new Dictionary<string, IReadOnlyDictionary<string, string>> { ["apiServer"] = values.ApiServerArguments },
    });

    private static string Joining(BootstrapValues values) => KubeadmJoinFile.Write(new KubeadmJoin
    {
        Version = values.Version,
        NodeName = values.Machine,
        Endpoint = values.Endpoint,
        Token = Token,
        AuthorityHash = "${pki.hash}",
        ControlPlane = values.IsMaster,
        AdvertiseAddress = values.Address,
    });

    private static Dictionary<string, object?> File(string path, string permissions, string content, string encoding = "text/plain") => new()
    {
        ["path"] = path,
        ["permissions"] = permissions,
        ["encoding"] = encoding,
        ["content"] = string.Join('\n', content.TrimEnd('\n').Split('\n').Select(line => line.Length > 0 ? Indent + line : line)),
    };

    private static string Render(string name, string template, Dictionary<string, object?> values, string field)
    {
        try
        {
            return s_engine.Render(name, template, values);
        }
        catch (TemplateException e)
        {
            throw new ProviderException(ErrorReason.Invalid, e.Message, e) { Field = field };
        }
    }

    private static string Resource(string name)
    {
        using var stream = typeof(BootstrapRenderer).Assembly.GetManifestResourceStream($"Reeve.Plugins.OpenStack.CloudInit.{name}.hbs")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
