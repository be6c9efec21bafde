using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Reeve.Runtime.Kubernetes.Http;

namespace Reeve.Runtime.Kubernetes.Connections.Exec;

/// <summary>Runs a program that gives credentials, from its argument list, without a shell.</summary>
internal static class ExecRunner
{
    private const int MaxOutput = 1024 * 1024;
    private const int MaxErrorText = 512;

    /// <summary>What the program wrote to its standard output.</summary>
    /// <exception cref="KubernetesConfigurationException">It cannot be run, or failed.</exception>
    public static async Task<ReadOnlyMemory<byte>> RunAsync(ExecPlugin plugin, CancellationToken cancellationToken)
    {
        var interactive = IsInteractive(plugin);
        using var process = Start(plugin, interactive);
        try
        {
            if (!interactive)
            {
                process.StandardInput.Close();
            }

            var errors = ReadErrorsAsync(process.StandardError.BaseStream, cancellationToken);
            var output = await BoundedReader.ReadAsync(process.StandardOutput.BaseStream, MaxOutput, cancellationToken);
            var text = await errors;
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? output : throw new KubernetesConfigurationException(
                $"{plugin.Place}: {plugin.Command} failed with exit code {process.ExitCode}: {text}{Hint(plugin)}");
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new KubernetesConfigurationException($"{plugin.Place}: {plugin.Command}: {e.Message}", e);
        }
        finally
        {
            Kill(process);
        }
    }

    private static Process Start(ExecPlugin plugin, bool interactive)
    {
        var start = new ProcessStartInfo(Resolve(plugin))
        {
            UseShellExecute = false,
            RedirectStandardInput = !interactive,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in plugin.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in plugin.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["KUBERNETES_EXEC_INFO"] = Info(plugin, interactive);
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            throw new KubernetesConfigurationException($"{plugin.Place}: {plugin.Command} cannot be run: {e.Message}{Hint(plugin)}", e);
        }
    }

    // The platform would look into the current directory before the search path.
    private static string Resolve(ExecPlugin plugin) => plugin.Command.Contains('/') ? plugin.Command
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
            .Where(static directory => directory.StartsWith('/'))
            .Select(directory => Path.Combine(directory, plugin.Command))
            .FirstOrDefault(File.Exists)
        ?? throw new KubernetesConfigurationException($"{plugin.Place}: {plugin.Command} is not on the search path{Hint(plugin)}.");

    private static bool IsInteractive(ExecPlugin plugin) => plugin.Interaction switch
    {
        ExecInteraction.Never => false,
        ExecInteraction.Always when Console.IsInputRedirected => throw new KubernetesConfigurationException(
            $"{plugin.Place}: {plugin.Command} must ask the user (interactiveMode Always), and there is no terminal."),
        _ => !Console.IsInputRedirected,
    };

    private static string Info(ExecPlugin plugin, bool interactive)
    {
        using var content = new MemoryStream();
        using (var writer = new Utf8JsonWriter(content))
        {
            writer.WriteStartObject();
            writer.WriteString("kind"u8, "ExecCredential"u8);
            writer.WriteString("apiVersion"u8, plugin.ApiVersion);
            writer.WriteStartObject("spec"u8);
            writer.WriteBoolean("interactive"u8, interactive);
            if (plugin.Cluster is { } cluster)
            {
                writer.WritePropertyName("cluster"u8);
                cluster.WriteTo(writer);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length);
    }

    // Its beginning is kept for an error; all of it is read, so that the program never waits for a reader.
    private static async Task<string> ReadErrorsAsync(Stream stream, CancellationToken cancellationToken)
    {
        var kept = new byte[MaxErrorText];
        var buffer = new byte[4096];
        int length = 0, read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var taken = Math.Min(read, kept.Length - length);
            buffer.AsSpan(0, taken).CopyTo(kept.AsSpan(length));
            length += taken;
        }

        return Encoding.UTF8.GetString(kept, 0, length).ReplaceLineEndings(" ").Trim();
    }

    private static string Hint(ExecPlugin plugin) => plugin.InstallHint is { } hint ? $" ({hint.ReplaceLineEndings(" ").Trim()})" : "";

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended by itself meanwhile.
        }
    }
}
