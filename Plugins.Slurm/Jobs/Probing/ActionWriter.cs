using System.Globalization;
using Reeve.Kubernetes;
using Reeve.Plugins.Slurm.Jobs.Files;

namespace Reeve.Plugins.Slurm.Jobs.Probing;

/// <summary>
/// Writes probes and hooks for the runner: settings, and a file with the words of a command or the path and headers of a request. Checks them
/// as well: what bash cannot ask is refused.
/// </summary>
internal sealed class ActionWriter(ContainerOptions options, PodSettings settings, Findings findings)
{
    private readonly List<KeyValuePair<string, byte[]>> _files = [];

    /// <summary>Files of containers, by path in the bundle.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Files => _files;

    /// <summary>Writes all probes and hooks of a container.</summary>
    public void Write(Container container, string field, TimeSpan grace, Func<IReadOnlyList<string>, IReadOnlyList<string>> expand)
    {
        Probe(container, "startup", container.StartupProbe, $"{field}.startupProbe", grace, expand);
        Probe(container, "liveness", container.LivenessProbe, $"{field}.livenessProbe", grace, expand);
        Probe(container, "readiness", container.ReadinessProbe, $"{field}.readinessProbe", grace, expand);
        Hook(container, "postStart", container.Lifecycle?.PostStart, $"{field}.lifecycle.postStart", expand);
        Hook(container, "preStop", container.Lifecycle?.PreStop, $"{field}.lifecycle.preStop", expand);
    }

    private void Probe(
        Container container, string kind, Probe? probe, string field, TimeSpan grace, Func<IReadOnlyList<string>, IReadOnlyList<string>> expand)
    {
        if (probe is null)
        {
            return;
        }

        if (probe.Grpc is { } grpc)
        {
            Grpc(container, kind, grpc, field);
        }
        else
        {
            Action(container, kind, field, probe.Exec, probe.HttpGet, probe.TcpSocket, expand);
        }

        settings.Add(container.Name, kind + ".delay", Math.Max(0, probe.InitialDelaySeconds ?? 0));
        settings.Add(container.Name, kind + ".period", Math.Max(1, probe.PeriodSeconds ?? 10));
        settings.Add(container.Name, kind + ".timeout", Math.Max(1, probe.TimeoutSeconds ?? 1));
        settings.Add(container.Name, kind + ".success", Math.Max(1, probe.SuccessThreshold ?? 1));
        settings.Add(container.Name, kind + ".failure", Math.Max(1, probe.FailureThreshold ?? 3));
        settings.Add(container.Name, kind + ".grace", probe.TerminationGracePeriodSeconds ?? (long)grace.TotalSeconds);
    }

    private void Hook(Container container, string kind, LifecycleHandler? hook, string field, Func<IReadOnlyList<string>, IReadOnlyList<string>> expand)
    {
        if (hook is null)
        {
            return;
        }

        if (hook.Sleep is { } sleep)
        {
            settings.Add(container.Name, kind + ".action", "sleep");
            settings.Add(container.Name, kind + ".seconds", Math.Max(0, sleep.Seconds));
            return;
        }

        Action(container, kind, field, hook.Exec, hook.HttpGet, hook.TcpSocket, expand);
    }

    private void Action(
        Container container, string kind, string field, ExecAction? exec, HTTPGetAction? http, TCPSocketAction? tcp,
        Func<IReadOnlyList<string>, IReadOnlyList<string>> expand)
    {
        if (exec is not null)
        {
            if (exec.Command.Count == 0)
            {
                findings.Add($"{field}.exec.command", "Required value");
            }

            settings.Add(container.Name, kind + ".action", "exec");
            Add(container, kind, expand(exec.Command), $"{field}.exec.command");
        }
        else if (http is not null)
        {
            Http(container, kind, http, $"{field}.httpGet");
        }
        else if (tcp is not null)
        {
            settings.Add(container.Name, kind + ".action", "tcp");
            Target(container, kind, tcp.Host, tcp.Port, $"{field}.tcpSocket");
        }
        else
        {
            findings.Add(field, "Required value: must specify a handler type");
        }
    }

    private void Http(Container container, string kind, HTTPGetAction http, string field)
    {
        if (http.Scheme is { } scheme && scheme != UriSchemes.Http)
        {
            findings.Add($"{field}.scheme", $"Unsupported value: \"{scheme}\": the job's shell speaks no TLS; supported values: \"HTTP\"");
        }

        var path = http.Path is { Length: > 0 } given ? (given[0] == '/' ? given : "/" + given) : "/";
        var words = new List<string> { path };
        words.AddRange(http.HttpHeaders.SelectMany(header => new[] { header.Name, header.Value }));
        if (words.Exists(static word => word.AsSpan().ContainsAny("\r\n")) || path.Contains(' ', StringComparison.Ordinal))
        {
            findings.Add(field, "Invalid value: path and headers must not contain line feeds, and the path no space");
        }

        settings.Add(container.Name, kind + ".action", "http");
        Target(container, kind, http.Host, http.Port, field);
        Add(container, kind, words, field);
    }

    private void Grpc(Container container, string kind, GRPCAction grpc, string field)
    {
        if (options.GrpcHealthProbe is not { } program)
        {
            findings.Add($"{field}.grpc", "Unsupported value: gRPC probes need grpc_health_probe on compute nodes, which is not configured");
            return;
        }

        settings.Add(container.Name, kind + ".action", "host");
        string[] service = grpc.Service is { Length: > 0 } name ? ["-service", name] : [];
        Add(container, kind, [program, "-addr", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{grpc.Port}"), .. service], $"{field}.grpc");
    }

    private void Target(Container container, string kind, string? host, IntOrString port, string field)
    {
        if (host is { Length: > 0 } && !host.All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':'))
        {
            findings.Add($"{field}.host", "Invalid value: a name or an address is expected");
        }

        var number = port.IntValue
            ?? container.Ports.FirstOrDefault(candidate => candidate.Name is { Length: > 0 } && candidate.Name == port.StringValue)?.Port
            ?? (int.TryParse(port.StringValue, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0);
        if (number is < 1 or > 65535)
        {
            findings.Add($"{field}.port", $"Invalid value: \"{port}\" is neither a port from 1 to 65535 nor the name of one of the container's");
        }

        settings.Add(container.Name, kind + ".host", host ?? "");
        settings.Add(container.Name, kind + ".port", number);
    }

    private void Add(Container container, string kind, IReadOnlyList<string> words, string field)
    {
        if (words.Select(NulList.Problem).FirstOrDefault(problem => problem is not null) is { } found)
        {
            findings.Add(field, found);
            return;
        }

        _files.Add(new(BundlePaths.Of(container.Name, kind), NulList.Write(words)));
    }
}
