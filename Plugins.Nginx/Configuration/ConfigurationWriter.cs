using System.Globalization;
using System.Reflection;
using Reeve.Plugins.Nginx.Certificates;
using Reeve.Plugins.Nginx.Processes;
using Reeve.Plugins.Nginx.Upstreams;
using Reeve.Proxies;
using Reeve.Templates;

namespace Reeve.Plugins.Nginx.Configuration;

/// <summary>Writes <c>nginx.conf</c> from a template. All that the template gets is quoted already.</summary>
/// <param name="options">The instance's options.</param>
/// <param name="proxy">Its configured name.</param>
/// <param name="via">The name by which a request that comes back is known.</param>
internal sealed class ConfigurationWriter(NginxOptions options, string proxy, string via)
{
    private readonly HandlebarsTemplateEngine _engine = new();

    /// <exception cref="ProviderException">The template cannot be read or rendered, or the snapshot does not fit into a configuration.</exception>
    public string Write(ProxySnapshot snapshot, CertificateFiles certificates, ResolvedNames names, NginxProgram program)
    {
        var context = new HttpContextModel(snapshot, options, via, program.HasGrpc);
        var httpServers = HttpModel.Servers(context, certificates);
        List<Variable> streamVariables = [];
        var streamServers = StreamModel.Servers(snapshot, options, certificates, streamVariables);
        var values = new Dictionary<string, object?>
        {
            ["proxy"] = string.Concat(proxy.Where(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.')),
            ["streamModule"] = streamServers.Count > 0 && program.StreamModule is { } module ? NginxText.Literal(module) : "",
            ["user"] = Environment.IsPrivilegedProcess ? options.User ?? "" : "",
            ["workers"] = options.Workers == 0 ? "auto" : options.Workers.ToString(CultureInfo.InvariantCulture),
            ["connections"] = options.WorkerConnections.ToString(CultureInfo.InvariantCulture),
            ["files"] = ((2 * options.WorkerConnections) + 512).ToString(CultureInfo.InvariantCulture),
            ["accessLog"] = options.AccessLog ? "access.log reeve" : "off",
            ["headerTime"] = NginxText.Time(TimeSpan.FromSeconds(options.HeaderSeconds)),
            ["idle"] = NginxText.Time(options.IdleTime),
            ["trustedCertificates"] = NginxText.Literal(options.TrustedCertificates),
            ["via"] = via,
            ["zones"] = RateModel.Zones(snapshot),
            ["httpVariables"] = Models(context.Variables),
            ["hasGrpc"] = program.HasGrpc,
            ["httpGroups"] = UpstreamModel.Of(Groups(snapshot, "http", "https"), names, UpstreamModel.NameOf)
                .Concat(UpstreamModel.Of(snapshot.Upstreams.Where(group => context.GrpcGroups.Contains(group.Name)), names, UpstreamModel.GrpcNameOf)).ToList(),
            ["httpServers"] = httpServers,
            ["streamVariables"] = Models(streamVariables),
            ["streamGroups"] = UpstreamModel.Of(Groups(snapshot, "tcp", "udp"), names, UpstreamModel.NameOf),
            ["streamServers"] = streamServers,
        };
        try
        {
            return _engine.Render(options.Template ?? "the built-in template", Template(), values);
        }
        catch (TemplateException exception)
        {
            throw new ProviderException(ErrorReason.Invalid, exception.Message, exception) { Field = "options.template" };
        }
    }

    private static List<Dictionary<string, object?>> Models(List<Variable> variables) => [.. variables.Select(variable => variable.ToModel())];

    private static IEnumerable<ProxyUpstreamGroup> Groups(ProxySnapshot snapshot, params string[] schemes) =>
        snapshot.Upstreams.Where(group => schemes.Contains(group.Members[0].Address.Scheme));

    private string Template()
    {
        if (options.Template is not { } path)
        {
            using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("nginx.conf.hbs")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }

        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The template {path} cannot be read: {exception.Message}") { Field = "options.template" };
        }
    }
}
