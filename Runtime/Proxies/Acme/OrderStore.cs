using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Reeve.Runtime.Proxies.Acme.Resources;
using Reeve.Runtime.State;

namespace Reeve.Runtime.Proxies.Acme;

/// <summary>Keeps orders that have not ended, with their keys (mode 0600), one for each set of names.</summary>
internal sealed class OrderStore(string root, Uri directory)
{
    /// <summary>The order for these names, or null.</summary>
    public PendingOrder? Find(IReadOnlyList<string> names)
    {
        var path = PathOf(names);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var order = JsonSerializer.Deserialize(File.ReadAllBytes(path), AcmeJsonContext.Default.PendingOrder);
            return order?.Directory == directory ? order : null;
        }
        catch (JsonException)
        {
            return null; // a new order does as well
        }
    }

    /// <summary>Keeps an order.</summary>
    public void Set(PendingOrder order)
    {
        PrivateDirectory.Create(root);
        StateFiles.Replace(PathOf(order.Names), JsonSerializer.SerializeToUtf8Bytes(order, AcmeJsonContext.Default.PendingOrder), durable: true);
    }

    /// <summary>Forgets the order for these names.</summary>
    public void Delete(IReadOnlyList<string> names)
    {
        if (Directory.Exists(root))
        {
            File.Delete(PathOf(names));
        }
    }

    private string PathOf(IReadOnlyList<string> names)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names.Order(StringComparer.Ordinal))));
        return Path.Combine(root, Convert.ToHexStringLower(digest.AsSpan(0, 16)) + ".json");
    }
}
