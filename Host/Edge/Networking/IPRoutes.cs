using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Reeve.Host.Edge.Networking;

/// <summary>Routes by <c>ip route</c> of iproute2, ip-route(8).</summary>
internal sealed class IPRoutes : IIPRoutes
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<IPRoute>> ListAsync(CancellationToken cancellationToken) =>
        [.. await ListAsync("-4", cancellationToken), .. await ListAsync("-6", cancellationToken)];

    /// <inheritdoc/>
    public async Task AddAsync(IPRoute route, CancellationToken cancellationToken) => await RunAsync(["route", "add", .. Words(route)], cancellationToken);

    /// <inheritdoc/>
    public async Task DeleteAsync(IPRoute route, CancellationToken cancellationToken) => await RunAsync(["route", "del", .. Words(route)], cancellationToken);

    private static async Task<IReadOnlyList<IPRoute>> ListAsync(string family, CancellationToken cancellationToken)
    {
        var text = await RunAsync(["-json", family, "route", "show", "table", "main"], cancellationToken);
        if (text.Length == 0)
        {
            return []; // of a family that has none, or that the machine has not
        }

        using var document = JsonDocument.Parse(text);
        return [.. document.RootElement.EnumerateArray().Select(static route => new IPRoute(Text(route, "dst"), Text(route, "gateway"), Text(route, "dev")))];
    }

    private static string Text(JsonElement route, string name) => route.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static IEnumerable<string> Words(IPRoute route) =>
    [
        route.Subnet,
        .. route.Gateway.Length > 0 ? ["via", route.Gateway] : Array.Empty<string>(),
        .. route.Device.Length > 0 ? ["dev", route.Device] : Array.Empty<string>(),
    ];

    private static async Task<string> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        var problem = (await error).Trim();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new ProviderException(
                problem.Contains("Operation not permitted", StringComparison.Ordinal) ? ErrorReason.Denied : ErrorReason.Invalid,
                $"ip {string.Join(' ', arguments)} failed: {problem.ReplaceLineEndings(" ")}");
    }

    private static Process Start(IReadOnlyList<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception exception)
        {
            throw new ProviderException(ErrorReason.Unsupported, $"The program ip cannot be run: {exception.Message}. Install iproute2.", exception);
        }
    }
}
