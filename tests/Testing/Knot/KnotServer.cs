using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Reeve.Testing.Knot;

/// <summary>A real DNS server on loopback: the primary one of <c>example.org</c>, which takes updates with a key. It ends with the test host.</summary>
public sealed class KnotServer : IAsyncDisposable
{
    private readonly Process _guard;
    private readonly TempDirectory _directory;

    private KnotServer(Process guard, TempDirectory directory, int port)
    {
        _guard = guard;
        _directory = directory;
        Port = port;
    }

    /// <summary>The port, of UDP and TCP.</summary>
    public int Port { get; }

    /// <summary>The file with the key <c>reeve</c>, which may update the zone.</summary>
    public string KeyFile => _directory["key"];

    /// <summary>The file with the key <c>reader</c>, which may not.</summary>
    public string OtherKeyFile => _directory["other"];

    /// <summary>Starts one, and waits until it answers.</summary>
    public static async Task<KnotServer> StartAsync()
    {
        var directory = new TempDirectory();
        var port = FreePorts.Find();
        foreach (var name in (string[])["key", "other"])
        {
            await File.WriteAllTextAsync(directory[name], Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n");
        }

        await File.WriteAllTextAsync(
            directory["example.org.zone"],
            """
            $ORIGIN example.org.
            $TTL 60
            @ SOA ns admin 1 3600 600 86400 60
            @ NS ns
            ns A 127.0.0.1
            taken A 192.0.2.1

            """);
        await File.WriteAllTextAsync(directory["knot.conf"], Configuration(directory, port));
        var guard = Tool.Start(
            Path.Combine(Repository.Root, "eng", "components", "knot", "up.sh"), [KnotFiles.Directory, directory["knot.conf"], directory["knot.log"]]);
        var server = new KnotServer(guard, directory, port);
        await Eventually.TrueAsync(async () => await server.AnswersAsync(), "knot answers");
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
        _directory.Dispose();
    }

    private static string Configuration(TempDirectory directory, int port) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
         server:
             listen: 127.0.0.1@{port}
             rundir: {directory.Path}
         database:
             storage: {directory.Path}
         key:
           - id: reeve
             algorithm: hmac-sha256
             secret: {File.ReadAllText(directory["key"]).Trim()}
           - id: reader
             algorithm: hmac-sha256
             secret: {File.ReadAllText(directory["other"]).Trim()}
         acl:
           - id: update
             key: reeve
             action: update
         template:
           - id: default
             storage: {directory.Path}
         zone:
           - domain: example.org
             acl: update

         """);

    private async Task<bool> AnswersAsync()
    {
        if (_guard.HasExited)
        {
            throw new InvalidOperationException($"knot ended: {await File.ReadAllTextAsync(_directory["knot.log"])}");
        }

        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
