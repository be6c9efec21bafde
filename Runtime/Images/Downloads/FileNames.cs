using System.Security.Cryptography;
using System.Text;

namespace Reeve.Runtime.Images;

/// <summary>Names of files for texts that may be anything.</summary>
internal static class FileNames
{
    /// <summary>A name that stands for a text.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..40];
}
