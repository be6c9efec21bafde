using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Reeve.Plugins.Kubeadm.Tests.K3s.StandIn;

/// <summary>The stand-in's certificates: an authority that stays, and others that are made anew where they are missing, under k3s' names.</summary>
internal sealed class K3sStandInCertificates
{
    private readonly string _directory;
    private readonly IReadOnlyList<string> _names;

    private K3sStandInCertificates(string directory, IReadOnlyList<string> names) => (_directory, _names) = (directory, names);

    /// <summary>The authority of servers, as nodes are told it: octet by octet as it was found.</summary>
    public string Authority => File.ReadAllText(PathOf("server-ca.crt"));

    public static K3sStandInCertificates Make(string data, K3sSettings settings)
    {
        var certificates = new K3sStandInCertificates(Directory.CreateDirectory(Path.Combine(data, "server", "tls")).FullName, [.. settings.GetAll("tls-san")]);
        File.WriteAllText(Path.Combine(data, "server", "token"), "stand-in\n");
        certificates.MakeAuthority("server-ca");
        certificates.MakeAuthority("client-ca");
        certificates.MakeLeaf("serving-kube-apiserver", "server-ca");
        certificates.MakeLeaf("client-admin", "client-ca");
        return certificates;
    }

    public X509Certificate2 Serving()
    {
        using var certificate = X509Certificate2.CreateFromPemFile(PathOf("serving-kube-apiserver.crt"), PathOf("serving-kube-apiserver.key"));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>Whether the authority of users has signed somebody.</summary>
    public bool Knows(X509Certificate2 user)
    {
        using var authority = X509Certificate2.CreateFromPem(File.ReadAllText(PathOf("client-ca.crt")));
        return K3sStandInAgent.IsSignedBy(authority, user);
    }

    public void WriteKubeconfig()
    {
        string Data(string name) => Convert.ToBase64String(File.ReadAllBytes(PathOf(name)));
        var text = $$"""
            apiVersion: v1
            kind: Config
            current-context: default
            clusters:
            - name: default
              cluster:
                server: https://127.0.0.1:6443
                certificate-authority-data: {{Data("server-ca.crt")}}
            users:
            - name: default
              user:
                client-certificate-data: {{Data("client-admin.crt")}}
                client-key-data: {{Data("client-admin.key")}}
            contexts:
            - name: default
              context: {cluster: default, user: default}

            """;
        using var file = new FileStream("/etc/rancher/k3s/k3s.yaml", new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        file.Write(Encoding.UTF8.GetBytes(text));
    }

    private string PathOf(string name) => Path.Combine(_directory, name);

    private void MakeAuthority(string name)
    {
        if (File.Exists(PathOf($"{name}.crt")))
        {
            return;
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=k3s-{name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var certificate = request.CreateSelfSigned(From, From.AddYears(10));
        Write(name, certificate.ExportCertificatePem(), key);
    }

    private void MakeLeaf(string name, string issuer)
    {
        if (File.Exists(PathOf($"{name}.crt")))
        {
            return;
        }

        using var authority = X509Certificate2.CreateFromPemFile(PathOf($"{issuer}.crt"), PathOf($"{issuer}.key"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        foreach (var further in _names)
        {
            if (IPAddress.TryParse(further, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(further);
            }
        }

        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, From, From.AddYears(1), RandomNumberGenerator.GetBytes(8));
        Write(name, certificate.ExportCertificatePem(), key);
    }

    private static DateTimeOffset From => TimeProvider.System.GetUtcNow().AddMinutes(-5);

    private void Write(string name, string certificate, ECDsa key)
    {
        File.WriteAllText(PathOf($"{name}.key"), key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(PathOf($"{name}.crt"), certificate);
    }
}
