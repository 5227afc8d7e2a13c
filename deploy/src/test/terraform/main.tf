# What a team that deploys to ECS has in Terraform, against the endpoint that AWS_ENDPOINT_URL names.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

variable "endpoint" {
  type = string
}

provider "aws" {
  region                  = "us-east-1"
  skip_metadata_api_check = true
  skip_region_validation  = true

  endpoints {
    cloudwatchlogs = var.endpoint
    ec2            = var.endpoint
    ecs            = var.endpoint
    secretsmanager = var.endpoint
    ssm            = var.endpoint
    sts            = var.endpoint
  }
}

resource "aws_vpc" "main" {
  cidr_block = "10.214.0.0/16"
  tags       = { Name = "terraform" }
}

resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.214.1.0/24"
  availability_zone = "us-east-1a"
}

resource "aws_security_group" "web" {
  name        = "web"
  description = "web"
  vpc_id      = aws_vpc.main.id

  ingress {
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_cloudwatch_log_group" "web" {
  name              = "/terraform/web"
  retention_in_days = 7
}

resource "aws_secretsmanager_secret" "password" {
  name                    = "terraform/password"
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "password" {
  secret_id     = aws_secretsmanager_secret.password.id
  secret_string = "correct horse"
}

resource "aws_ssm_parameter" "url" {
  name  = "/terraform/url"
  type  = "SecureString"
  value = "postgres://db"
}

resource "aws_ecs_cluster" "main" {
  name = "terraform"

  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_task_definition" "web" {
  family             = "terraform-web"
  network_mode       = "awsvpc"
  execution_role_arn = "arn:aws:iam::123456789012:role/execution"
  container_definitions = jsonencode([{
    name         = "web"
    image        = "evenkeel/hello:1"
    cpu          = 16
    memory       = 16
    essential    = true
    portMappings = [{ containerPort = 80, hostPort = 80, protocol = "tcp" }]
    secrets      = [{ name = "PASSWORD", valueFrom = aws_secretsmanager_secret.password.arn }]
  }])
}

resource "aws_ecs_service" "web" {
  name            = "web"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.web.arn
  desired_count   = 1

  network_configuration {
    subnets         = [aws_subnet.a.id]
    security_groups = [aws_security_group.web.id]
  }

  depends_on = [aws_secretsmanager_secret_version.password]
}
