using System.Globalization;
using System.Security.Cryptography.X509Certificates;

namespace Reeve.Testing.Kubernetes;

/// <summary>Writes kubeconfig files into the directory of a control plane.</summary>
public sealed class Kubeconfigs
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly ControlPlane _plane;
    private int _files;

    internal Kubeconfigs(ControlPlane plane) => _plane = plane;

    /// <summary>The file of the cluster's administrator.</summary>
    public string Admin => Path.Combine(_plane.Directory, "kubeconfig");

    /// <summary>A file with a bootstrap token, which may ask for a node's certificates.</summary>
    /// <param name="server">The server if it is not the API server itself, a proxy for example.</param>
    public string Bootstrap(Uri? server = null) => Write("token: abcdef.0123456789abcdef", server);

    /// <summary>A file with a node's identity.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="server">The server if it is not the API server itself, a proxy for example.</param>
    /// <param name="validity">How long its certificate is valid.</param>
    public string Node(string node, Uri? server = null, TimeSpan? validity = null) =>
        User($"system:node:{node}", ["system:nodes"], server, validity);

    /// <summary>A file with the identity of a user.</summary>
    public string User(string user, IEnumerable<string> groups, Uri? server = null, TimeSpan? validity = null)
    {
        using var certificate = _plane.Authority.Issue(user, groups, validity);
        return Certificate(certificate, server);
    }

    /// <summary>A file with a client certificate.</summary>
    public string Certificate(X509Certificate2 certificate, Uri? server = null)
    {
        var path = NewPath();
        using var key = certificate.GetECDsaPrivateKey() ?? throw new ArgumentException("without a private key", nameof(certificate));
        File.WriteAllText(path + ".crt", certificate.ExportCertificatePem());
        WritePrivate(path + ".key", key.ExportPkcs8PrivateKeyPem());
        return Write(path, $"client-certificate: {path}.crt, client-key: {path}.key", server);
    }

    /// <summary>A file with the token of a service account, which is made if it is not there.</summary>
    public async Task<string> ServiceAccountAsync(string ns, string name, Uri? server = null)
    {
        var path = $"/api/v1/namespaces/{ns}/serviceaccounts";
        if (await _plane.Admin.FindAsync($"{path}/{name}") is null)
        {
            await _plane.Admin.CreateAsync(path, $$"""{ "metadata": { "name": "{{name}}" } }""");
        }

        var review = await _plane.Admin.CreateAsync(
            $"{path}/{name}/token", """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{"audiences":[],"expirationSeconds":3600}}""");
        return Write($"token: {review["status"]!["token"]!.GetValue<string>()}", server);
    }

    private string Write(string user, Uri? server) => Write(NewPath(), user, server);

    private string Write(string path, string user, Uri? server)
    {
        WritePrivate(path, $$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: test, cluster: { server: "{{server ?? _plane.Server}}", certificate-authority: {{_plane.Authority.CertificateFile}} } }]
            users: [{name: me, user: { {{user}} } }]
            contexts: [{name: test, context: { cluster: test, user: me } }]
            current-context: test

            """);
        return path;
    }

    private string NewPath() => Path.Combine(
        _plane.Directory, string.Create(CultureInfo.InvariantCulture, $"kubeconfig-{Interlocked.Increment(ref _files)}"));

    private static void WritePrivate(string path, string text)
    {
        using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = Private });
        stream.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }
}
