using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Reeve.Testing.Pebble;

/// <summary>
/// A real pebble: a certificate authority on loopback that speaks ACME strictly, refuses good nonces at random, and asks a DNS server of
/// its own, for which every name is this machine. It ends with the test host.
/// </summary>
public sealed class PebbleServer : IAsyncDisposable
{
    private readonly Process _guard;
    private readonly TempDirectory _directory;
    private readonly HttpClient _management;

    private PebbleServer(Process guard, TempDirectory directory, int port)
    {
        _guard = guard;
        _directory = directory;
        Port = port;
        _management = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = Trust() }, UseProxy = false });
    }

    /// <summary>Where its directory is.</summary>
    public Uri Directory => new($"https://localhost:{Port}/dir");

    /// <summary>The file with the certificate that its https is trusted by.</summary>
    public string AuthoritiesFile => _directory["tls.crt"];

    /// <summary>The port at which it looks for answers to http-01.</summary>
    public int HttpPort => Port + 4;

    /// <summary>The port at which it looks for answers to tls-alpn-01.</summary>
    public int TlsPort => Port + 5;

    /// <summary>What it has logged.</summary>
    public string Log => File.ReadAllText(_directory["pebble.log"]);

    private int Port { get; }

    /// <summary>Starts one, and waits until it answers.</summary>
    public static async Task<PebbleServer> StartAsync(PebbleOptions? options = null)
    {
        options ??= new PebbleOptions();
        var directory = new TempDirectory();
        var port = FreePorts.FindRow(6);
        await WriteIdentityAsync(directory);
        await File.WriteAllTextAsync(directory["pebble.json"], Configuration(directory, port, options).ToJsonString());
        var environment = new Dictionary<string, string>
        {
            ["PEBBLE_VA_NOSLEEP"] = "1",
            ["PEBBLE_WFE_NONCEREJECT"] = options.NonceRejections.ToString(CultureInfo.InvariantCulture),
            ["PEBBLE_AUTHZREUSE"] = options.AuthorizationReuse.ToString(CultureInfo.InvariantCulture),
        };
        if (options.Dns is { } dns)
        {
            environment["DNS"] = dns;
        }

        var guard = Tool.Start(
            Path.Combine(Repository.Root, "eng", "components", "pebble", "up.sh"),
            [PebblePrograms.Directory, directory.Path, (port + 2).ToString(CultureInfo.InvariantCulture)], environment);
        var server = new PebbleServer(guard, directory, port);
        await Eventually.TrueAsync(server.AnswersAsync, "pebble answers");
        return server;
    }

    /// <summary>The certificate that ends every chain it issues.</summary>
    public async Task<X509Certificate2> GetRootAsync() =>
        X509Certificate2.CreateFromPem(await _management.GetStringAsync(new Uri($"https://localhost:{Port + 1}/roots/0")));

    /// <summary>Adds a TXT record to its DNS server.</summary>
    public Task SetTextAsync(string name, string text) => TellAsync("set-txt", new JsonObject { ["host"] = name + ".", ["value"] = text });

    /// <summary>Removes the TXT records of a name from its DNS server.</summary>
    public Task ClearTextAsync(string name) => TellAsync("clear-txt", new JsonObject { ["host"] = name + "." });

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
        _management.Dispose();
        _directory.Dispose();
    }

    private async Task TellAsync(string what, JsonObject content)
    {
        using var response = await _management.PostAsJsonAsync(new Uri($"http://127.0.0.1:{Port + 3}/{what}"), content);
        response.EnsureSuccessStatusCode();
    }

    private async Task<bool> AnswersAsync()
    {
        if (_guard.HasExited)
        {
            throw new InvalidOperationException($"pebble ended: {Log}");
        }

        try
        {
            using var directory = await _management.GetAsync(Directory);
            using var dns = await _management.GetAsync(new Uri($"http://127.0.0.1:{Port + 3}/"));
            return directory.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private X509ChainPolicy Trust()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(AuthoritiesFile);
        return policy;
    }

    private static JsonObject Configuration(TempDirectory directory, int port, PebbleOptions options)
    {
        var pebble = new JsonObject
        {
            ["listenAddress"] = $"127.0.0.1:{port}",
            ["managementListenAddress"] = $"127.0.0.1:{port + 1}",
            ["certificate"] = directory["tls.crt"],
            ["privateKey"] = directory["tls.key"],
            ["httpPort"] = port + 4,
            ["tlsPort"] = port + 5,
        };
        if (options.Validity is { } validity)
        {
            pebble["certificateValidityPeriod"] = (long)validity.TotalSeconds;
        }

        if (options.ExternalKeyId is { } id)
        {
            pebble["externalAccountBindingRequired"] = true;
            pebble["externalAccountMACKeys"] = new JsonObject { [id] = options.ExternalKey };
        }

        return new JsonObject { ["pebble"] = pebble };
    }

    private static async Task WriteIdentityAsync(TempDirectory directory)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=pebble", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(directory["tls.crt"], certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(directory["tls.key"], key.ExportPkcs8PrivateKeyPem());
    }
}
