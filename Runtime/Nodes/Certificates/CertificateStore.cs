using System.Security.Cryptography;
using System.Text;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Nodes.Certificates;

/// <summary>Certificates, keys and pending requests of one purpose in a directory of mode 0700; files have mode 0600 and are replaced as a whole.</summary>
internal sealed class CertificateStore
{
    private readonly string _pending;

    public CertificateStore(string directory, string purpose)
    {
        PrivateDirectory.Create(directory);
        Path = System.IO.Path.Combine(directory, purpose + ".pem");
        _pending = System.IO.Path.Combine(directory, purpose + "-pending.pem");
    }

    /// <summary>The file of the certificate in use, its chain and its key.</summary>
    public string Path { get; }

    /// <summary>Reads the certificate.</summary>
    /// <returns>Null if there is none, or it cannot be used.</returns>
    public CertificateBundle? Load()
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        try
        {
            var pem = File.ReadAllText(Path);
            return CertificateBundle.FromPem(pem, pem);
        }
        catch (CryptographicException)
        {
            // Damaged: a new one is asked for, as if there were none.
            return null;
        }
    }

    /// <summary>Writes the certificate; what was pending is done.</summary>
    public void Save(CertificateBundle bundle)
    {
        StateFiles.Replace(Path, Encoding.ASCII.GetBytes(bundle.ToPem()), durable: true);
        DeletePending();
    }

    /// <summary>Reads the request that is not decided yet.</summary>
    /// <returns>Null if there is none for the profile.</returns>
    public PendingRequest? LoadPending(CertificateProfile profile) =>
        File.Exists(_pending) ? PendingRequest.FromPem(File.ReadAllText(_pending), profile) : null;

    /// <summary>Writes a request down, before it is sent.</summary>
    public void SavePending(PendingRequest request) => StateFiles.Replace(_pending, Encoding.ASCII.GetBytes(request.ToPem()), durable: true);

    /// <summary>Forgets the request.</summary>
    public void DeletePending() => File.Delete(_pending);
}
