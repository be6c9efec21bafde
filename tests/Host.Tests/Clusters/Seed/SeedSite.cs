using System.Globalization;
using Reeve.Host.Tests.Clusters.Support;
using Reeve.Testing;

namespace Reeve.Host.Tests.Clusters.Seed;

/// <summary>What an agent needs to be the host that the documented calls name, and curl to find and to trust it.</summary>
/// <param name="directory">Where it is written.</param>
/// <param name="ports">Those of REST with TLS, metrics with TLS, REST and gRPC.</param>
internal sealed class SeedSite(TempDirectory directory, IReadOnlyList<int> ports)
{
    /// <summary>The token by which curl calls.</summary>
    public const string Token = "session-token-0123456789";

    /// <summary>Writes it all; the agent's configuration is <c>reeve.yaml</c>.</summary>
    /// <param name="more">More of the configuration.</param>
    public void Write(string more)
    {
        using (var certificates = new TestCertificates(TimeProvider.System.GetUtcNow()))
        {
            certificates.WriteTo(directory, "example.com");
        }

        WriteSecret("tokens", $"{Token},session,admin\n");
        WriteSecret(".curlrc", string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            silent
            show-error
            cacert = "{{directory["ca.pem"]}}"
            header = "Authorization: Bearer {{Token}}"
            connect-to = "example.com:443:127.0.0.1:{{ports[0]}}"
            connect-to = "example.com:9443:127.0.0.1:{{ports[1]}}"
            write-out = "\n%{http_code}"
            """));
        File.WriteAllText(directory["reeve.yaml"], string.Create(
            CultureInfo.InvariantCulture,
            $"""
            clusters:
              - name: default
            clusterApi:
              rest: 127.0.0.1:{ports[2]}
              restTls: 127.0.0.1:{ports[0]}
              metrics: "off"
              metricsTls: 127.0.0.1:{ports[1]}
              grpc: 127.0.0.1:{ports[3]}
              certFile: tls.pem
              keyFile: tls.key
              tokenFile: tokens
            {more}
            """));
    }

    private void WriteSecret(string name, string text)
    {
        File.WriteAllText(directory[name], text);
        File.SetUnixFileMode(directory[name], UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
