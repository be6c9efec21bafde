using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Reeve.Plugins.Nginx.Processes;
using Reeve.Proxies;

namespace Reeve.Plugins.Nginx.Certificates;

/// <summary>The certificates of one snapshot by server name. Files are named by their content, so that one in use never changes.</summary>
internal sealed class CertificateFiles
{
    private const string Directory = "certificates";

    private CertificateFiles(IReadOnlyList<KeyValuePair<string, CertificateFile>> byName, CertificateFile? @default) => (ByName, Default) = (byName, @default);

    /// <summary>By server name in lower case, in a fixed order: names before wildcards, as nginx is to try them.</summary>
    public IReadOnlyList<KeyValuePair<string, CertificateFile>> ByName { get; }

    /// <summary>The one for all names; null if there is none.</summary>
    public CertificateFile? Default { get; }

    private IEnumerable<CertificateFile> All => ByName.Select(pair => pair.Value).Concat(Default is null ? [] : [Default]).Distinct();

    /// <exception cref="ProviderException">One cannot be read; its key is not shown.</exception>
    public static CertificateFiles Of(IReadOnlyList<ProxyCertificate> certificates)
    {
        SortedDictionary<string, CertificateFile> byName = new(StringComparer.Ordinal);
        CertificateFile? all = null;
        for (var i = 0; i < certificates.Count; i++)
        {
            var file = Of(certificates[i], $"certificates[{i}]");
            foreach (var name in certificates[i].ServerNames)
            {
                byName.TryAdd(name.ToLowerInvariant(), file);
            }

            if (certificates[i].ServerNames.Count == 0)
            {
                all ??= file;
            }
        }

        return new CertificateFiles([.. byName.OrderBy(pair => pair.Key.StartsWith("*.", StringComparison.Ordinal))], all);
    }

    /// <summary>Writes what is not there yet.</summary>
    public void Write(string root)
    {
        PrivateFiles.CreateDirectory(Path.Combine(root, Directory));
        foreach (var file in All)
        {
            foreach (var (path, content) in new[] { (file.Chain, file.ChainPem), (file.Key, file.KeyPem) })
            {
                if (!File.Exists(Path.Combine(root, path)))
                {
                    PrivateFiles.Replace(Path.Combine(root, path), content);
                }
            }
        }
    }

    /// <summary>Removes the files of other snapshots.</summary>
    public void Clean(string root)
    {
        var wanted = All.SelectMany(file => new[] { file.Chain, file.Key }).Select(Path.GetFileName).ToHashSet(StringComparer.Ordinal);
        foreach (var path in System.IO.Directory.EnumerateFiles(Path.Combine(root, Directory)).Where(path => !wanted.Contains(Path.GetFileName(path))))
        {
            File.Delete(path);
        }
    }

    private static CertificateFile Of(ProxyCertificate certificate, string field)
    {
        try
        {
            using var leaf = X509Certificate2.CreateFromPem(certificate.ChainPem, certificate.KeyPem);
        }
        catch (CryptographicException exception)
        {
            throw new ProviderException(ErrorReason.Invalid, $"The {certificate} cannot be used: {exception.Message}.") { Field = field };
        }

        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{certificate.ChainPem}\0{certificate.KeyPem}")).AsSpan(0, 16));
        return new CertificateFile($"{Directory}/{name}.crt", $"{Directory}/{name}.key", certificate.ChainPem, certificate.KeyPem);
    }
}
