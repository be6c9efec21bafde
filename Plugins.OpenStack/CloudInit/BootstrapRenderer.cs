using System.Text;
using System.Text.Json;
using Reeve.Distributions.Machine;
using Reeve.Plugins.OpenStack.Distributions;
using Reeve.Plugins.OpenStack.Spec;
using Reeve.Templates;

namespace Reeve.Plugins.OpenStack.CloudInit;

/// <summary>Writes what cloud-init does on a machine. Pure; the text has no secrets, which stand in the server's metadata until it has joined.</summary>
internal static class BootstrapRenderer
{
    private const string Program = "/usr/local/sbin/reeve-bootstrap";
    private const string Forgetting = "/var/lib/cloud/scripts/per-boot/reeve-forget";
    private const string Indent = "    ";

    private static readonly HandlebarsTemplateEngine s_engine = new();

    /// <summary>Writes the user data.</summary>
    /// <exception cref="ProviderException"><see cref="ErrorReason.Invalid"/>: the site's template cannot be rendered.</exception>
    public static string Render(BootstrapValues values)
    {
        var own = values.IsMaster ? values.Spec.MasterTemplate : values.Spec.WorkerTemplate;
        var field = values.IsMaster ? "spec.provider.cloudInit.masterTemplate" : "spec.provider.cloudInit.workerTemplate";
        var start = values.Distribution.StartOf(values);
        var common = Values(values, start);
        var body = Render(start.Template, Resource(start.Template), Both(common, start.Values), field);
        var script = Render("bootstrap", Resource("bootstrap"), new Dictionary<string, object?>(common) { ["body"] = body.TrimEnd('\n') }, field);
        var all = new Dictionary<string, object?>(Both(common, start.Values))
        {
            ["files"] = Files(values, start, script).ToList(),
            ["commands"] = values.Spec.Commands.Select(command => JsonSerializer.Serialize(command, SpecJson.Default.String)).ToList(),
        };
        return Render(field, own.Length > 0 ? own : Resource("cloud-config"), all, field);
    }

    private static Dictionary<string, object?> Values(BootstrapValues values, MachineStart start) => new()
    {
        ["cluster"] = values.Cluster,
        ["machine"] = values.Machine,
        ["role"] = values.IsMaster ? "master" : "worker",
        ["distribution"] = values.Distribution.Name,
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
        ["kubeconfig"] = start.Kubeconfig,
        ["podSubnet"] = values.PodSubnets.Count > 0 ? values.PodSubnets[0] : "",
        ["networkUrl"] = values.IsFirst ? values.NetworkUrl : "",
        ["networkSha256"] = values.NetworkSha256,
    };

    private static Dictionary<string, object?> Both(IReadOnlyDictionary<string, object?> common, IReadOnlyDictionary<string, object?> own) => new(common.Concat(own));

    private static IEnumerable<Dictionary<string, object?>> Files(BootstrapValues values, MachineStart start, string script)
    {
        yield return File(KernelFiles.ModulesPath, MachineFile.Public, KernelFiles.WriteModules());
        yield return File(KernelFiles.ParametersPath, MachineFile.Public, KernelFiles.WriteParameters(KernelFiles.Parameters(values.PodSubnets.Count > 1)));
        yield return File(Forgetting, MachineFile.Program, Resource("forget"));
        yield return File(Program, MachineFile.Program, script);
        foreach (var file in start.Files)
        {
            yield return File(file.Path, file.Permissions, file.Content, file.IsEncoded ? "b64" : "text/plain");
        }
    }

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
