using Google.Protobuf.Reflection;
using Reeve.AspNetCore.Grpc.Reflection.V1;

namespace Reeve.AspNetCore.Grpc.Reflection;

/// <summary><c>grpc.reflection.v1.ServerReflection</c>, or <c>v1alpha</c>, whose messages are the same on the wire.</summary>
/// <param name="service">Which of the two.</param>
/// <param name="index">Gives the files; asked for at the first question, because it holds this service too.</param>
internal sealed class ReflectionService(ServiceDescriptor service, Lazy<DescriptorIndex> index) : IGrpcService
{
    /// <inheritdoc/>
    public ServiceDescriptor Descriptor { get; } = service;

    /// <inheritdoc/>
    public IReadOnlyList<GrpcMethod> Methods { get; } =
        [GrpcMethod.Conversation<ServerReflectionRequest, ServerReflectionResponse>(service, "ServerReflectionInfo", request => Answer(request, index.Value))];

    /// <summary>Both services for a set of others.</summary>
    public static IReadOnlyList<IGrpcService> For(IReadOnlyList<IGrpcService> others)
    {
        IReadOnlyList<ServiceDescriptor> own = [V1.ReflectionReflection.Descriptor.Services[0], V1Alpha.ReflectionReflection.Descriptor.Services[0]];
        var index = new Lazy<DescriptorIndex>(() => new DescriptorIndex([.. others.Select(one => one.Descriptor), .. own]));
        return [.. own.Select(one => new ReflectionService(one, index))];
    }

    private static ServerReflectionResponse Answer(ServerReflectionRequest request, DescriptorIndex index)
    {
        var response = new ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                response.ListServicesResponse = new ListServiceResponse();
                response.ListServicesResponse.Service.AddRange(index.Services.Select(name => new ServiceResponse { Name = name }));
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                AnswerFile(response, index.FindFile(request.FileByFilename), request.FileByFilename);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                AnswerFile(response, index.FindSymbol(request.FileContainingSymbol), request.FileContainingSymbol);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType when index.IsMessage(request.AllExtensionNumbersOfType):
                response.AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = request.AllExtensionNumbersOfType };
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                AnswerFile(response, null, request.AllExtensionNumbersOfType);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                AnswerFile(response, null, $"extension {request.FileContainingExtension.ExtensionNumber} of {request.FileContainingExtension.ContainingType}");
                break;
            default:
                response.ErrorResponse = new ErrorResponse { ErrorCode = (int)GrpcStatus.InvalidArgument, ErrorMessage = "The question is not known." };
                break;
        }

        return response;
    }

    private static void AnswerFile(ServerReflectionResponse response, FileDescriptor? file, string name)
    {
        if (file is null)
        {
            response.ErrorResponse = new ErrorResponse { ErrorCode = (int)GrpcStatus.NotFound, ErrorMessage = $"There is no {name}." };
            return;
        }

        response.FileDescriptorResponse = new FileDescriptorResponse();
        response.FileDescriptorResponse.FileDescriptorProto.AddRange(DescriptorIndex.WithImports(file));
    }
}
