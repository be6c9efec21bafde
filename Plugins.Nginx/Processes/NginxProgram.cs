using System.Diagnostics;

namespace Reeve.Plugins.Nginx.Processes;

/// <summary>An nginx that is installed.</summary>
/// <param name="Path">Its absolute path.</param>
/// <param name="StreamModule">The module for TCP and UDP, to be loaded; null if there is none, or if it is built in.</param>
/// <param name="HasStream">Whether it can do TCP and UDP.</param>
/// <param name="HasGrpc">Whether it can forward gRPC.</param>
internal sealed record NginxProgram(string Path, string? StreamModule, bool HasStream, bool HasGrpc)
{
    private const string ModuleFile = "ngx_stream_module.so";

    private static readonly string[] UsualPlaces = ["/usr/sbin", "/usr/local/sbin", "/usr/local/nginx/sbin"];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Finds it and what it can do.</summary>
    /// <exception cref="ProviderException">There is none, or it does not run.</exception>
    public static async Task<NginxProgram> FindAsync(NginxOptions options, CancellationToken cancellationToken)
    {
        var path = options.Program ?? (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Concat(UsualPlaces)
            .Select(directory => System.IO.Path.Combine(directory, "nginx")).FirstOrDefault(File.Exists);
        if (path is null || !File.Exists(path))
        {
            throw new ProviderException(ErrorReason.Unsupported, $"There is no nginx{(path is null ? "" : $" at {path}")}: apt-get install nginx-light libnginx-mod-stream, or name it by the option program.")
            {
                Field = "options.program",
            };
        }

        var (code, text) = await RunAsync(path, ["-V"], cancellationToken);
        if (code != 0)
        {
            throw new ProviderException(ErrorReason.Unsupported, $"{path} does not run: {text.Trim()}") { Field = "options.program" };
        }

        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var module = Modules(options, path, words).Select(directory => System.IO.Path.Combine(directory, ModuleFile)).FirstOrDefault(File.Exists);
        var isBuiltIn = words.Contains("--with-stream");
        return new NginxProgram(path, isBuiltIn ? null : module, isBuiltIn || module is not null, words.Contains("--with-http_v2_module") && !words.Contains("--without-http_grpc_module"));
    }

    /// <summary>Says what is wrong with a configuration; null for nothing.</summary>
    public async Task<string?> TestAsync(NginxFiles files, string configuration, CancellationToken cancellationToken)
    {
        var (code, text) = await RunAsync(Path, ["-t", "-q", .. Arguments(files, configuration)], cancellationToken);
        return code == 0 ? null : text;
    }

    /// <summary>Starts it; it goes on by itself. Says what was wrong; null once it has its sockets.</summary>
    public async Task<string?> StartAsync(NginxFiles files, CancellationToken cancellationToken)
    {
        var (code, text) = await RunAsync(Path, Arguments(files, files.Configuration), cancellationToken);
        return code == 0 ? null : text;
    }

    /// <summary>What the title of a master with this configuration holds.</summary>
    public static string Mark(NginxFiles files) => $" -c {files.Configuration} -e ";

    private static string[] Arguments(NginxFiles files, string configuration) => ["-p", files.Root, "-c", configuration, "-e", files.ErrorLog];

    private static IEnumerable<string> Modules(NginxOptions options, string path, string[] words)
    {
        if (options.Modules is { } directory)
        {
            return [directory];
        }

        const string Flag = "--modules-path=";
        return
        [
            System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, "../lib/nginx/modules")),
            .. words.Where(word => word.StartsWith(Flag, StringComparison.Ordinal)).Select(word => word[Flag.Length..]),
        ];
    }

    private static async Task<(int Code, string Text)> RunAsync(string path, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };

        // Nothing of the agent's environment is nginx's; NGINX in it would even name sockets to take over.
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, $"{await output}{await error}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill();
            throw new ProviderException(ErrorReason.Transient, $"{path} {arguments[0]} did not end within {Patience.TotalSeconds:0} s.");
        }
    }
}
