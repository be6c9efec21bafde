using System.Text;
using Reeve.Runtime.Proxies.Acme;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Proxies.Certificates;

/// <summary>Keeps ordered certificates on disk: one file each, key before chain, mode 0600, so that both change at once.</summary>
internal sealed class CertificateStore(string root)
{
    /// <summary>The certificate of this name, or null if there is none or it cannot be read.</summary>
    public IssuedCertificate? Find(string name)
    {
        var path = PathOf(name);
        return File.Exists(path) ? CertificatePem.TryRead(File.ReadAllText(path)) : null;
    }

    /// <summary>Keeps a certificate in place of the former one.</summary>
    public void Set(string name, IssuedCertificate certificate)
    {
        PrivateDirectory.Create(root);
        StateFiles.Replace(PathOf(name), Encoding.ASCII.GetBytes(certificate.KeyPem + certificate.ChainPem), durable: true);
    }

    private string PathOf(string name) => Path.Combine(root, name + ".pem");
}
