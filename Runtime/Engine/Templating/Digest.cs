using System.Security.Cryptography;
using System.Text;

namespace Reeve.Runtime.Engine.Templating;

/// <summary>Digests of texts.</summary>
internal static class Digest
{
    /// <summary>A file name that stands for a text.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
