using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Reeve.Workloads;

namespace Reeve.Plugins.Systemd.Networks.Cni;

/// <summary>
/// Runs lists of plugins: each a program that reads its configuration from standard input, its request from the environment, and writes
/// its result to standard output. See https://www.cni.dev/docs/spec/. Thread-safe; calls for one attachment must not overlap.
/// </summary>
/// <param name="directories">Where the programs are, in order.</param>
internal sealed class CniRunner(IReadOnlyList<string> directories)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Makes an attachment. After a failure <see cref="DeleteAsync"/> has to be called.</summary>
    /// <returns>The result of the last plugin.</returns>
    /// <exception cref="ProviderException">A plugin failed.</exception>
    public async Task<JsonNode?> AddAsync(CniList list, CniRequest request, CancellationToken cancellationToken)
    {
        JsonNode? result = null;
        foreach (var plugin in list.Plugins)
        {
            result = await RunAsync("ADD", list, plugin, request, result, cancellationToken);
        }

        return result;
    }

    /// <summary>Asks whether an attachment is as it was made.</summary>
    /// <exception cref="ProviderException">It is not, or a plugin failed.</exception>
    public async Task CheckAsync(CniList list, CniRequest request, JsonNode? result, CancellationToken cancellationToken)
    {
        foreach (var plugin in list.Plugins)
        {
            await RunAsync("CHECK", list, plugin, request, result, cancellationToken);
        }
    }

    /// <summary>Removes an attachment, also one of which only a part was made, or none.</summary>
    /// <exception cref="ProviderException">A plugin failed; call again.</exception>
    public async Task DeleteAsync(CniList list, CniRequest request, JsonNode? result, CancellationToken cancellationToken)
    {
        foreach (var plugin in list.Plugins.Reverse())
        {
            await RunAsync("DEL", list, plugin, request, result, cancellationToken);
        }
    }

    /// <summary>The configuration of one plugin, as it is given it.</summary>
    internal static JsonObject ConfigurationOf(CniList list, JsonObject plugin, CniRequest request, JsonNode? previous)
    {
        var configuration = (JsonObject)plugin.DeepClone();
        configuration["cniVersion"] = list.Version;
        configuration["name"] = list.Name;
        var given = new JsonObject();
        foreach (var (name, declared) in plugin["capabilities"] as JsonObject ?? [])
        {
            if (declared is JsonValue value && value.TryGetValue<bool>(out var wanted) && wanted && request.Capabilities[name] is { } content)
            {
                given[name] = content.DeepClone();
            }
        }

        configuration.Remove("capabilities");
        if (given.Count > 0)
        {
            configuration["runtimeConfig"] = given;
        }

        if (previous is not null)
        {
            configuration["prevResult"] = previous.DeepClone();
        }

        return configuration;
    }

    private async Task<JsonNode?> RunAsync(
        string command, CniList list, JsonObject plugin, CniRequest request, JsonNode? previous, CancellationToken cancellationToken)
    {
        var type = CniList.ProgramOf(plugin);
        var start = new ProcessStartInfo(Find(type)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"; // of iptables(8), which plugins run
        start.Environment["CNI_COMMAND"] = command;
        start.Environment["CNI_CONTAINERID"] = request.ContainerId;
        start.Environment["CNI_NETNS"] = request.Namespace;
        start.Environment["CNI_IFNAME"] = request.Interface;
        start.Environment["CNI_ARGS"] = request.Arguments;
        start.Environment["CNI_PATH"] = string.Join(':', directories);
        var (code, output, error) = await ExchangeAsync(start, ConfigurationOf(list, plugin, request, previous).ToJsonString(), type, cancellationToken);
        if (code != 0)
        {
            throw new ProviderException(ErrorReason.Transient, $"The network plugin {type} failed to {command}: {MessageOf(output, error, code)}");
        }

        try
        {
            return command == "ADD" ? JsonNode.Parse(output) : null;
        }
        catch (JsonException exception)
        {
            throw new ProviderException(ErrorReason.Transient, $"The network plugin {type} answered no JSON.", exception);
        }
    }

    private static async Task<(int Code, string Output, string Error)> ExchangeAsync(
        ProcessStartInfo start, string input, string type, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Limit);
        using var process = Process.Start(start) ?? throw new ProviderException(ErrorReason.Transient, $"The network plugin {type} does not start.");
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var error = process.StandardError.ReadToEndAsync(deadline.Token);
            await WriteAsync(process, input, deadline.Token);
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ProviderException(ErrorReason.Transient, $"The network plugin {type} did not end within {Limit.TotalSeconds} s.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task WriteAsync(Process process, string input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading everything, and says itself why.
        }
    }

    // The error of the specification, {"code", "msg", "details"}, on standard output; whatever else it said otherwise.
    private static string MessageOf(string output, string error, int code)
    {
        try
        {
            if (JsonNode.Parse(output) is JsonObject answer && answer["msg"] is JsonValue message)
            {
                var details = answer["details"]?.ToString();
                return string.IsNullOrEmpty(details) ? message.ToString() : $"{message}: {details}";
            }
        }
        catch (JsonException)
        {
            // No error of the specification.
        }

        var said = (output + error).Trim();
        return said.Length == 0 ? $"exit code {code}" : said[..Math.Min(said.Length, 500)];
    }

    private string Find(string type) =>
        directories.Select(directory => Path.Combine(directory, type)).FirstOrDefault(File.Exists)
        ?? throw new ProviderException(ErrorReason.Transient, $"The network plugin {type} is in none of {string.Join(", ", directories)}.");
}
